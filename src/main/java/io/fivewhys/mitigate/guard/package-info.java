/**
 * The reasons not to do something, one small class each, and the numbers that they go by.
 *
 * <p>In: a {@link io.fivewhys.mitigate.Case}. Out: an objection that says what would have to hold,
 * what is so instead, and what to do about it; or none. All of them are asked each time, so that
 * people see everything that objects. They go by {@link io.fivewhys.mitigate.World#now}, and what
 * seems to have been begun later than that counts as just begun. Must never take what is unknown
 * for good, nor read a clock.
 */
package io.fivewhys.mitigate.guard;
