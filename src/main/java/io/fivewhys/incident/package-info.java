/**
 * The life of an incident, as decisions without any input or output: which diagnosis belongs to
 * which incident, what opens and ends one, what a command does to it, and when somebody has to be
 * called. And what people say beside it: of which incidents nobody is to be told for a while, and
 * whether a diagnosis was right.
 *
 * <p>In: incidents as they are, what was seen, what somebody wants. Out: incidents as they are to
 * be, with an entry of the timeline for each change. Must never read a clock, a database or a
 * socket, nor change anything without an entry that says who, when and why.
 */
package io.fivewhys.incident;
