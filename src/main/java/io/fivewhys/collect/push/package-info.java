/**
 * Facts that only a script can know, posted piecemeal with a time to live.
 *
 * <p>In: what a script saw, under the script's name. Out: the same facts with each look until their
 * time is over; then, if the script used to push, a {@link io.fivewhys.fact.Blind} fact: silence is
 * not health. Must never hand over a fact whose time is over, nor forget one that it has taken.
 */
package io.fivewhys.collect.push;
