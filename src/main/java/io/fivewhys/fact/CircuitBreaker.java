package io.fivewhys.fact;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A circuit breaker, outlier detection or connection limit in front of an upstream.
 *
 * @param name its own name
 * @param upstream what it protects
 * @param state as reported; some proxies report closed while they refuse requests
 * @param since since when it is in this state
 * @param failureRatio share of failed calls it has seen
 * @param threshold share of failures at which it opens
 * @param instance which proxy or pod holds this state
 * @param rejected requests it refused in the window
 * @param limits configured limits by name, e.g. max_requests
 * @param inUse how much of each limit is used
 * @param ejectedHosts hosts that outlier detection took out
 * @param totalHosts hosts there are
 * @param namespace namespace; the snapshot's when absent
 */
public record CircuitBreaker(
    Optional<String> name,
    @Shape(Shape.Kind.NAME) String upstream,
    State state,
    Optional<Instant> since,
    @Shape(Shape.Kind.RATIO) OptionalDouble failureRatio,
    @Shape(Shape.Kind.RATIO) OptionalDouble threshold,
    Optional<String> instance,
    OptionalLong rejected,
    Map<String, Double> limits,
    Map<String, Double> inUse,
    OptionalLong ejectedHosts,
    OptionalLong totalHosts,
    @Shape(Shape.Kind.NAME) Optional<String> namespace)
    implements Fact {

  public CircuitBreaker {
    limits = Ordered.copyOf(limits);
    inUse = Ordered.copyOf(inUse);
  }

  /** States a breaker reports. */
  public enum State {
    CLOSED,
    OPEN,
    HALF_OPEN,
    FORCED_OPEN,
    DISABLED,
    UNKNOWN;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** It lets no request through. */
  public boolean isOpen() {
    return state == State.OPEN;
  }

  /** It lets a few trial requests through. */
  public boolean isHalfOpen() {
    return state == State.HALF_OPEN;
  }

  /** Somebody opened it by hand, and it stays so. */
  public boolean isForcedOpen() {
    return state == State.FORCED_OPEN;
  }

  /** Lets no request, or only a few trial ones, through. */
  public boolean isNotClosed() {
    return isOpen() || isHalfOpen() || isForcedOpen();
  }

  /** At least one configured limit is used up to this share. */
  public boolean isLimitUsedAtLeast(double share) {
    return limits.entrySet().stream()
        .anyMatch(
            limit ->
                limit.getValue() > 0
                    && inUse.getOrDefault(limit.getKey(), 0.0) >= share * limit.getValue());
  }

  /** Share of hosts ejected; empty when either number is unknown or there is no host. */
  public OptionalDouble ejectedShare() {
    return ejectedHosts.isPresent() && totalHosts.orElse(0) > 0
        ? OptionalDouble.of((double) ejectedHosts.getAsLong() / totalHosts.getAsLong())
        : OptionalDouble.empty();
  }

  /** Known to have ejected at least this share of the hosts, 0.0 to 1.0. */
  public boolean isEjectedAtLeast(double share) {
    OptionalDouble known = ejectedShare();
    return known.isPresent() && known.getAsDouble() >= share;
  }
}
