package io.fivewhys.inference;

/**
 * Requests fail on every step from one suspect to the other; what is wrong there shows here.
 *
 * @param from name of the suspect that asks
 * @param to name of the suspect that is asked, directly or through others
 */
public record Leads(String from, String to) {}
