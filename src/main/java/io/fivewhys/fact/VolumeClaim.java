package io.fivewhys.fact;

import java.util.Optional;

/**
 * A PersistentVolumeClaim.
 *
 * @param name its name
 * @param namespace namespace; the snapshot's when absent
 * @param workload who mounts it
 * @param phase as Kubernetes reports it
 * @param problem what is wrong with it
 */
public record VolumeClaim(
    @Shape(Shape.Kind.NAME) String name,
    @Shape(Shape.Kind.NAME) Optional<String> namespace,
    @Shape(Shape.Kind.NAME) Optional<String> workload,
    Optional<Phase> phase,
    Optional<String> problem)
    implements Fact {

  /** Phases of a claim as Kubernetes has them. */
  public enum Phase {
    PENDING("Pending"),
    BOUND("Bound"),
    LOST("Lost");

    private final String wire;

    Phase(String wire) {
      this.wire = wire;
    }

    @Override
    public String toString() {
      return wire;
    }
  }

  /** It cannot be mounted. */
  public boolean isUnusable() {
    return problem.isPresent() || phase.filter(p -> p != Phase.BOUND).isPresent();
  }
}
