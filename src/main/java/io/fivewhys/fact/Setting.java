package io.fivewhys.fact;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A setting in force that matters for failures: a timeout, a probe's path, a breaker's window,
 * a pool's size, a selector.
 *
 * @param of a workload, route, breaker, dependency or object as Kind/name
 * @param namespace namespace; the snapshot's when absent
 * @param name timeout, retries, readiness_path, target_port, selector, breaker_window
 * @param value how much
 * @param unit seconds, millis, count, ratio, bytes
 * @param text in words
 */
public record Setting(
    @Shape(Shape.Kind.TEXT) String of,
    @Shape(Shape.Kind.NAME) Optional<String> namespace,
    @Shape(Shape.Kind.TEXT) String name,
    @Shape(Shape.Kind.ANY) OptionalDouble value,
    Optional<String> unit,
    Optional<String> text)
    implements Fact {

  /** A duration in milliseconds; empty when the value is none or its unit is no time. */
  public OptionalDouble millis() {
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    return switch (unit.orElse("")) {
      case "seconds", "s" -> OptionalDouble.of(value.getAsDouble() * 1000);
      case "millis", "ms", "milliseconds" -> value;
      case "minutes", "m" -> OptionalDouble.of(value.getAsDouble() * 60_000);
      default -> OptionalDouble.empty();
    };
  }

  public boolean isAtMost(double most) {
    return value.isPresent() && value.getAsDouble() <= most;
  }
}
