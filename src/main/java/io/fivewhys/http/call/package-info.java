/**
 * One request and its answer, as values: what a client wrote, read strictly, and what it is told.
 *
 * <p>In: what Vert.x has parsed, and a body that arrives in pieces. Out: a {@link
 * io.fivewhys.http.call.Call}, its query, body and headers as values that can be relied on, a
 * {@link io.fivewhys.http.call.Reply}, and for all that is refused an RFC 9457 {@link
 * io.fivewhys.http.call.Problem}. The contract that says which operations there are is here too.
 * Must never know what an operation is about, write to a connection, or hold more of a body than
 * its bounds allow.
 */
package io.fivewhys.http.call;
