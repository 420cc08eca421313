package io.fivewhys.mitigate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How things stand, before an intervention or after it. Unknown is not zero.
 *
 * @param at end of the window that was looked at
 * @param window over which responses were counted
 * @param routes that they are of: those that failed before, as far as they were seen
 * @param responses of these routes
 * @param errorRatio share of 5xx among them, 0.0 to 1.0
 * @param ready pods of the target's workload that are ready
 * @param desired those that should be
 * @param alerts firing ones of the gateway
 */
public record Measure(
    Instant at,
    Duration window,
    List<String> routes,
    OptionalLong responses,
    OptionalDouble errorRatio,
    OptionalInt ready,
    OptionalInt desired,
    OptionalInt alerts) {
  public Measure {
    routes = List.copyOf(routes);
  }
}
