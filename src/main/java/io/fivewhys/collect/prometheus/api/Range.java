package io.fivewhys.collect.prometheus.api;

import java.time.Duration;
import java.time.Instant;

/** From one instant to another, both included, at each step. */
public record Range(Instant from, Instant to, Duration step) {}
