/**
 * Access logs of gateways, whatever the gateway: one line in, one request out.
 *
 * <p>In: a line's text. Out: an {@link io.fivewhys.logs.access.AccessLine}, or nothing where the
 * line is none. Scanners are written by hand and go over a line once; they must never throw, and
 * never set a flag that the line does not prove.
 */
package io.fivewhys.logs.access;
