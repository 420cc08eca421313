package io.fivewhys.mitigate;

/**
 * What a look after an intervention says.
 *
 * @param words with the numbers before and after
 */
public record Assessment(Effect effect, Measure after, String words) {}
