/**
 * Keeps what came in from outside and must not be forgotten: lines in a file, each on the disk
 * before anybody is told that it was taken.
 *
 * <p>In: lines, and somebody who makes sense of them. Out: the same lines after a crash, also to
 * other processes over the same directory. Must never say that something is kept when it is not,
 * and never let half a line stand in the way of the others.
 */
package io.fivewhys.collect.journal;
