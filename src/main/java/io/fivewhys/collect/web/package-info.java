/**
 * Asks over HTTP what several sources need: with credentials, certificates and bounds, and with
 * failures told apart.
 *
 * <p>In: a base address with its access, a path. Out: a bounded body, or {@link
 * io.fivewhys.collect.SourceFailed}. Must never follow a redirect with credentials to another
 * place, nor put a secret into a message.
 */
package io.fivewhys.collect.web;
