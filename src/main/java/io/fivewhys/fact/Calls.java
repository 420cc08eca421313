package io.fivewhys.fact;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An edge of the call graph: caller sends requests to callee (a workload or a dependency).
 *
 * @param caller who calls
 * @param callee who is called
 * @param requests calls in the window
 * @param errors failed calls in the window
 * @param p99Millis 99th percentile of the call time in milliseconds
 * @param baselineP99Millis usual 99th percentile in milliseconds
 * @param retries calls that repeat another
 * @param baselineRequests usual number of calls in such a window
 * @param namespace namespace; the snapshot's when absent
 */
public record Calls(
    @Shape(Shape.Kind.NAME) String caller,
    @Shape(Shape.Kind.NAME) String callee,
    OptionalLong requests,
    OptionalLong errors,
    OptionalDouble p99Millis,
    OptionalDouble baselineP99Millis,
    OptionalLong retries,
    OptionalLong baselineRequests,
    @Shape(Shape.Kind.NAME) Optional<String> namespace)
    implements Fact {

  /** Share of failed calls; empty when either number is unknown or there was no call. */
  public OptionalDouble errorRatio() {
    return errors.isPresent() && requests.orElse(0) > 0
        ? OptionalDouble.of((double) errors.getAsLong() / requests.getAsLong())
        : OptionalDouble.empty();
  }

  /** Known to fail for at least this share of its requests, 0.0 to 1.0. */
  public boolean failsAtLeast(double share) {
    OptionalDouble known = errorRatio();
    return known.isPresent() && known.getAsDouble() >= share;
  }

  /** Calls were made and hardly any failed; unknown is not clean. */
  public boolean failsAtMost(double share) {
    OptionalDouble known = errorRatio();
    return known.isPresent() && known.getAsDouble() <= share;
  }

  /** So many times the usual number of calls, or as many of them repeats. */
  public boolean isMultipliedAtLeast(double factor) {
    boolean more =
        requests.isPresent()
            && baselineRequests.orElse(0) > 0
            && requests.getAsLong() >= factor * baselineRequests.getAsLong();
    boolean repeats =
        retries.isPresent()
            && requests.orElse(0) > 0
            && retries.getAsLong() >= (1 - 1 / factor) * requests.getAsLong();
    return (more && retries.orElse(0) > 0) || repeats;
  }

  /** Slower than usual by this factor and by at least this many milliseconds. */
  public boolean isSlow(double factor, double atLeastMillis) {
    return p99Millis.isPresent()
        && baselineP99Millis.isPresent()
        && p99Millis.getAsDouble() >= factor * baselineP99Millis.getAsDouble()
        && p99Millis.getAsDouble() - baselineP99Millis.getAsDouble() >= atLeastMillis;
  }
}
