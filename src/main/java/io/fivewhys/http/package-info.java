/**
 * The REST API over HTTP/1.1, contract first: {@code openapi.yaml} says which operations there are.
 *
 * <p>In: requests, among them alerts and facts that others bring. Out: diagnoses, lists of them,
 * how gateways are, health and metrics; every refusal is an RFC 9457 problem. {@link
 * io.fivewhys.http.ApiServer} is the way in. Must never decide anything about a snapshot, block an
 * event loop, or hold more of a body than a bounded piece.
 *
 * <p>Here is only what puts the API together: the server, the routes, and which part answers which
 * operation. What all parts have in common is in {@code call}, {@code metrics}, {@code serve} and
 * {@code access}, each of which may use those before it; what they are about is in {@code
 * diagnosis}, {@code rule}, {@code gateway}, {@code mitigation} and {@code incident}, each of which
 * shows its {@code Endpoints} and keeps the rest to itself.
 *
 * <p>The routes are plain Vert.x Web routes made from the parsed contract; an operation without a
 * handler, or a handler without an operation, stops the start. Vert.x's own OpenAPI router is not
 * used: it validates requests, for which it wants the whole body in memory as a parsed tree, while
 * a snapshot may have 32 MB, is read as it arrives, and is refused by {@link
 * io.fivewhys.fact.read.SnapshotReader} with better words than a schema has.
 *
 * <p>Threads: one event loop moves bytes and answers what is at hand. Each posted snapshot has a
 * virtual thread that reads it, waits at the {@link io.fivewhys.diagnose.DiagnosisDesk} and writes
 * the answer.
 */
package io.fivewhys.http;
