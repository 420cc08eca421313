/**
 * Tells people by mail.
 *
 * <p>In: a message. Out: a mail of text and HTML, all of one incident in one thread. Must never let
 * a text become a header or an address, nor send a password in the clear to another machine.
 */
package io.fivewhys.notify.email;
