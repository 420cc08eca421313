/**
 * Keeps what came in from outside and must not be forgotten: lines, each made to last before
 * anybody is told that it was taken. Where they are kept, others say.
 *
 * <p>In: lines, and somebody who makes sense of them. Out: the same lines after a crash, also to
 * other processes over the same journal. Must never say that something is kept when it is not, and
 * never let a line that makes no sense stand in the way of the others.
 */
package io.fivewhys.collect.journal;
