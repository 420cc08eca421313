/**
 * Who may change the service, and the record of who did.
 *
 * <p>In: a token that a request presents, and what it wants. Out: yes or no, and entries of an
 * append-only log, which others keep. Must never write, log or return a token; {@link
 * io.fivewhys.access.TokenStore}, {@link io.fivewhys.access.IntakeTokenStore}, {@link
 * io.fivewhys.access.PeopleDirectory} and, for the database's password, {@link
 * io.fivewhys.access.StorePassword} alone hold a text, for as long as it takes to print it once, to
 * send it or to compare it.
 */
package io.fivewhys.access;
