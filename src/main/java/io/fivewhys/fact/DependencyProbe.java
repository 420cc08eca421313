package io.fivewhys.fact;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One look at something that the upstreams need: a database, a cache, an external API.
 *
 * @param dependency its name
 * @param type what it is
 * @param target what was asked
 * @param usedBy workloads that need it
 * @param ok whether it answered as it should
 * @param latencyMillis how long it took
 * @param baselineLatencyMillis how long it usually takes
 * @param error what it said instead
 * @param failingSince since when it fails
 * @param successRatio of several tries in the window
 * @param readOnly it takes no writes
 * @param from node or workload that asked, where that matters
 * @param namespace namespace; the snapshot's when absent
 */
public record DependencyProbe(
    @Shape(Shape.Kind.NAME) String dependency,
    Optional<Type> type,
    Optional<String> target,
    @Shape(Shape.Kind.NAME) List<String> usedBy,
    boolean ok,
    OptionalDouble latencyMillis,
    OptionalDouble baselineLatencyMillis,
    Optional<String> error,
    Optional<Instant> failingSince,
    @Shape(Shape.Kind.RATIO) OptionalDouble successRatio,
    Optional<Boolean> readOnly,
    @Shape(Shape.Kind.NAME) Optional<String> from,
    @Shape(Shape.Kind.NAME) Optional<String> namespace)
    implements Fact {

  public DependencyProbe {
    usedBy = List.copyOf(usedBy);
  }

  /** What is probed; service means one of our own workloads, asked directly. */
  public enum Type {
    DATABASE,
    CACHE,
    EXTERNAL_API,
    QUEUE,
    DNS,
    STORAGE,
    IDENTITY,
    SERVICE,
    OTHER;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Known to be of this type. */
  public boolean isType(Type wanted) {
    return type.filter(wanted::equals).isPresent();
  }

  /** Answered, but slower than usual by this factor and by at least this many milliseconds. */
  public boolean isSlow(double factor, double atLeastMillis) {
    return latencyMillis.isPresent()
        && baselineLatencyMillis.isPresent()
        && latencyMillis.getAsDouble() >= factor * baselineLatencyMillis.getAsDouble()
        && latencyMillis.getAsDouble() - baselineLatencyMillis.getAsDouble() >= atLeastMillis;
  }

  /** Some of several tries failed. */
  public boolean isFlapping() {
    return successRatio.isPresent()
        && successRatio.getAsDouble() < 0.99
        && successRatio.getAsDouble() > 0;
  }

  /** Known to take writes. */
  public boolean isWritable() {
    return readOnly.isPresent() && !readOnly.get();
  }

  /** Known to be read-only. */
  public boolean takesNoWrites() {
    return readOnly.orElse(false);
  }
}
