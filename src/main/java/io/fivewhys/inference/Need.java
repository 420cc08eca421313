package io.fivewhys.inference;

/**
 * What would have to be known to conclude more, and how to find out.
 *
 * @param what one sentence
 */
public record Need(String what) {}
