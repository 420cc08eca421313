package io.fivewhys.inference;

/** Requests fail on every step from one suspect to the other; what is wrong there shows here. */
public record Leads(String from, String to) {}
