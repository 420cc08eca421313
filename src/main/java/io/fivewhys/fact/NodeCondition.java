package io.fivewhys.fact;

import java.time.Instant;
import java.util.Optional;

/**
 * One condition of a node.
 *
 * @param node which node
 * @param condition which condition
 * @param status the condition's own status: Ready=false and MemoryPressure=true are both bad
 * @param since since when
 * @param reason why, as the kubelet says
 */
public record NodeCondition(
    @Shape(Shape.Kind.NAME) String node,
    Condition condition,
    boolean status,
    Optional<Instant> since,
    Optional<String> reason)
    implements Fact {

  /** Conditions of a node as Kubernetes names them. */
  public enum Condition {
    READY("Ready"),
    MEMORY_PRESSURE("MemoryPressure"),
    DISK_PRESSURE("DiskPressure"),
    PID_PRESSURE("PIDPressure"),
    NETWORK_UNAVAILABLE("NetworkUnavailable"),
    UNSCHEDULABLE("Unschedulable");

    private final String wire;

    Condition(String wire) {
      this.wire = wire;
    }

    @Override
    public String toString() {
      return wire;
    }
  }

  /** The node is not ready. */
  public boolean isNotReady() {
    return condition == Condition.READY && !status;
  }

  /** Memory, disk or process ids run short on the node. */
  public boolean isUnderPressure() {
    return status
        && (condition == Condition.MEMORY_PRESSURE
            || condition == Condition.DISK_PRESSURE
            || condition == Condition.PID_PRESSURE);
  }

  /** The node's network is not set up. */
  public boolean isNetworkUnavailable() {
    return condition == Condition.NETWORK_UNAVAILABLE && status;
  }
}
