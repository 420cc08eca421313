package io.fivewhys.fact;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A ResourceQuota or LimitRange and how much of it is used.
 *
 * @param name its name
 * @param namespace namespace; the snapshot's when absent
 * @param resource as Kubernetes has it: limits.memory, requests.cpu, pods
 * @param used how much is used
 * @param hard how much there may be
 * @param ratio used / hard where only the share is known
 */
public record Quota(
    @Shape(Shape.Kind.NAME) String name,
    @Shape(Shape.Kind.NAME) Optional<String> namespace,
    String resource,
    OptionalDouble used,
    OptionalDouble hard,
    OptionalDouble ratio)
    implements Fact {

  /** Share in use, 1.0 = all; empty when it cannot be known. */
  public OptionalDouble share() {
    return used.isPresent() && hard.isPresent() && hard.getAsDouble() > 0
        ? OptionalDouble.of(used.getAsDouble() / hard.getAsDouble())
        : ratio;
  }

  /** Known to be used up to at least this share, 0.0 to 1.0. */
  public boolean isAtLeast(double share) {
    OptionalDouble known = share();
    return known.isPresent() && known.getAsDouble() >= share;
  }
}
