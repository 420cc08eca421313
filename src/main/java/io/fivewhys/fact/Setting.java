package io.fivewhys.fact;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A setting in force that matters for failures: a timeout, a probe's path, a breaker's window, a
 * pool's size, a selector.
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

  /** Says after how long somebody gives up. */
  public boolean isTimeout() {
    return name.toLowerCase(java.util.Locale.ROOT).contains("timeout")
        && !name.contains("liveness")
        && !name.contains("readiness")
        && !name.contains("idle");
  }

  /** Says how often somebody tries again. */
  public boolean isRetries() {
    return name.toLowerCase(java.util.Locale.ROOT).contains("retr");
  }

  /** The same value or the same word; a port may be given as either. */
  public boolean sameAs(Setting other) {
    boolean sameNumber = value.isPresent() && value.equals(other.value);
    boolean sameWord = text.isPresent() && text.equals(other.text);
    boolean numberAsWord =
        value.isPresent()
            && other.text.isPresent()
            && other.text.get().equals(Long.toString((long) value.getAsDouble()));
    return sameNumber || sameWord || numberAsWord;
  }

  /** Every {@code key=value} of the other's text is in this one's. */
  public boolean holdsAllOf(Setting other) {
    java.util.List<String> mine = java.util.List.of(text.orElse("").split("\\s*,\\s*"));
    return mine.containsAll(java.util.List.of(other.text.orElse("").split("\\s*,\\s*")));
  }

  /** Value or text, for people. */
  public String shown() {
    return text.orElseGet(() -> value.isPresent() ? Double.toString(value.getAsDouble()) : "?");
  }

  /** Its value is known as a number and at most this. */
  public boolean isAtMost(double most) {
    return value.isPresent() && value.getAsDouble() <= most;
  }
}
