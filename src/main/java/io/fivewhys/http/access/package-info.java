/**
 * Who may do what over HTTP, and what the audit log holds of it.
 *
 * <p>In: tokens, cookies and signatures of requests. Out: an actor who is let in, or a refusal that
 * is counted and written down; sessions of browsers; an intent and an outcome in the audit log for
 * all that changes something. Must never let anybody in whom nobody vouches for, change anything
 * whose intent cannot be written, or repeat a secret.
 */
package io.fivewhys.http.access;
