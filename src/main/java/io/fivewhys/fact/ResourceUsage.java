package io.fivewhys.fact;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much of a resource a workload, dependency or node uses.
 *
 * @param workload the workload, dependency or node that uses it
 * @param namespace namespace; the snapshot's when absent
 * @param pod the pod, where pods are measured apart
 * @param resource which resource
 * @param used how much is used
 * @param limit how much there may be
 * @param unit cores, bytes, or plain count
 * @param ratio used / limit where only the share is known
 * @param throttledRatio share of CPU periods that were throttled
 * @param container the container, where containers are measured apart
 * @param baselineRatio usual used / limit
 * @param throttledSeconds seconds spent throttled in the window
 */
public record ResourceUsage(
    @Shape(Shape.Kind.NAME) String workload,
    @Shape(Shape.Kind.NAME) Optional<String> namespace,
    @Shape(Shape.Kind.NAME) Optional<String> pod,
    Resource resource,
    OptionalDouble used,
    @Shape(Shape.Kind.POSITIVE) OptionalDouble limit,
    Optional<String> unit,
    OptionalDouble ratio,
    @Shape(Shape.Kind.RATIO) OptionalDouble throttledRatio,
    Optional<String> container,
    OptionalDouble baselineRatio,
    OptionalDouble throttledSeconds)
    implements Fact {

  /** The resources that can run out. */
  public enum Resource {
    CPU,
    MEMORY,
    DISK,
    CONNECTIONS,
    THREADS,
    FILE_DESCRIPTORS,
    HEAP,
    QUEUE,
    NETWORK;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The pod's name, or the empty text, for joins. */
  public String podName() {
    return pod.orElse("");
  }

  /** Share in use, 1.0 = all; empty when neither the share nor both parts are known. */
  public OptionalDouble share() {
    if (used.isPresent() && limit.isPresent()) {
      return OptionalDouble.of(used.getAsDouble() / limit.getAsDouble());
    }
    return ratio;
  }

  /** At least this share is known to be in use. */
  public boolean isAtLeast(double share) {
    OptionalDouble known = share();
    return known.isPresent() && known.getAsDouble() >= share;
  }

  /** At most this share is known to be in use; unknown is neither much nor little. */
  public boolean isAtMost(double share) {
    OptionalDouble known = share();
    return known.isPresent() && known.getAsDouble() <= share;
  }

  /** Known to be throttled in at least this share of periods, 0.0 to 1.0. */
  public boolean isThrottledAtLeast(double share) {
    return throttledRatio.isPresent() && throttledRatio.getAsDouble() >= share;
  }
}
