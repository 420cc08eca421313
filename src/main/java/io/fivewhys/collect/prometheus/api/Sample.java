package io.fivewhys.collect.prometheus.api;

/**
 * A value at a time.
 *
 * @param millis since the epoch
 * @param value finite
 */
public record Sample(long millis, double value) {}
