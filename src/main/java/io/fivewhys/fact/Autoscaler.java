package io.fivewhys.fact;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a HorizontalPodAutoscaler wants and may.
 *
 * @param workload whom it scales
 * @param namespace namespace; the snapshot's when absent
 * @param min fewest replicas
 * @param max most replicas
 * @param current replicas now
 * @param wanted replicas it wants
 * @param limited it wants more replicas than it may have
 * @param lastScaledAt when it last changed the number
 */
public record Autoscaler(
    @Shape(Shape.Kind.NAME) String workload,
    @Shape(Shape.Kind.NAME) Optional<String> namespace,
    OptionalLong min,
    OptionalLong max,
    OptionalLong current,
    OptionalLong wanted,
    Optional<Boolean> limited,
    Optional<Instant> lastScaledAt)
    implements Fact {

  /** It wants more than its maximum, or sits at the maximum and is said to be limited. */
  public boolean isAtItsMaximum() {
    return limited.orElse(false)
        || (max.isPresent() && wanted.isPresent() && wanted.getAsLong() > max.getAsLong());
  }

  /** It wants more replicas than there are, and its own maximum would allow them. */
  public boolean isHeldBack() {
    return wanted.isPresent()
        && current.isPresent()
        && wanted.getAsLong() > current.getAsLong()
        && (max.isEmpty() || current.getAsLong() < max.getAsLong());
  }
}
