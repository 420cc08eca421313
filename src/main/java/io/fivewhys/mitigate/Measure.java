package io.fivewhys.mitigate;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How things stand, before an intervention or after it. Unknown is not zero.
 *
 * @param at end of the window that was looked at
 * @param responses of the affected routes
 * @param errorRatio share of 5xx among them, 0.0 to 1.0
 * @param ready pods of the target's workload that are ready
 * @param desired those that should be
 * @param alerts firing ones of the gateway
 */
public record Measure(
    Instant at,
    OptionalLong responses,
    OptionalDouble errorRatio,
    OptionalInt ready,
    OptionalInt desired,
    OptionalInt alerts) {}
