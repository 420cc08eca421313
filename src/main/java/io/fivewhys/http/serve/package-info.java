/**
 * How operations are answered: beside the event loop, so many at once, one with a key only once.
 *
 * <p>In: a route's request, and the work that makes its answer. Out: the answer on the connection,
 * or a refusal where the service stops, is full, or cannot keep anything; {@link
 * io.fivewhys.http.serve.Serving} is what operations are given. Must never know what the work is
 * about, block an event loop, or let an answer get lost because something broke.
 */
package io.fivewhys.http.serve;
