package io.fivewhys.inference;

import io.fivewhys.fact.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A route with more 5xx than usual.
 *
 * @param route the route as the gateway names it
 * @param upstream who serves it, where known
 * @param errors number of 5xx in the window, at least 1
 * @param total number of responses; empty when only failures were counted
 * @param baselineErrorRatio usual share of 5xx, 0.0 to 1.0; empty when unknown
 * @param baselineRequests usual number of requests in such a window
 * @param since when the 5xx began to rise
 * @param byStatus 5xx by status code
 * @param flags reasons the gateway gives for its own answers, counted
 * @param p99Millis 99th percentile of the response time in milliseconds
 * @param baselineP99Millis usual 99th percentile in milliseconds
 * @param facts what it was counted from
 */
public record FailingRoute(
    String route,
    Optional<String> upstream,
    long errors,
    OptionalLong total,
    OptionalDouble baselineErrorRatio,
    OptionalDouble baselineRequests,
    Optional<Instant> since,
    Map<Integer, Long> byStatus,
    Map<String, Long> flags,
    OptionalDouble p99Millis,
    OptionalDouble baselineP99Millis,
    List<Fact> facts)
    implements Observed {

  /** Share of 5xx, 0.0 to 1.0; empty when the total is unknown. */
  public OptionalDouble ratio() {
    return total.isPresent() && total.getAsLong() > 0
        ? OptionalDouble.of((double) errors / total.getAsLong())
        : OptionalDouble.empty();
  }

  /** The upstream's name, or the empty text, for joins. */
  public String upstreamName() {
    return upstream.orElse("");
  }

  /** Share of the 5xx for which the gateway gives one of these reasons; 0 when it gives none. */
  public double flagShare(String... names) {
    long count = 0;
    for (String name : names) {
      count += flags.getOrDefault(name, 0L);
    }
    return Math.min(1.0, (double) count / errors);
  }

  /** Share of the 5xx with one of these status codes. */
  public double statusShare(int... codes) {
    long count = 0;
    for (int code : codes) {
      count += byStatus.getOrDefault(code, 0L);
    }
    return (double) count / errors;
  }

  /** The 5xx that the upstream is answerable for: all but those that a breaker refused. */
  public long genuineErrors() {
    return Math.max(0, errors - flags.getOrDefault("UO", 0L));
  }

  /** Requests divided by the usual number of requests; empty when either is unknown. */
  public OptionalDouble trafficFactor() {
    return total.isPresent() && baselineRequests.orElse(0) > 0
        ? OptionalDouble.of(total.getAsLong() / baselineRequests.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Known to have at least so many times the usual number of requests. */
  public boolean hasTrafficAtLeast(double factor) {
    OptionalDouble known = trafficFactor();
    return known.isPresent() && known.getAsDouble() >= factor;
  }
}
