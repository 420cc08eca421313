package io.fivewhys.fact;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An event as Kubernetes keeps it.
 *
 * @param object about what, as Kind/name
 * @param namespace namespace; the snapshot's when absent
 * @param reason FailedScheduling, Unhealthy, BackOff, FailedMount, Evicted, NodeNotReady
 * @param message what it says
 * @param count how often
 * @param at when it was last seen
 * @param workload the workload concerned
 * @param type Normal or Warning
 */
public record ClusterEvent(
    @Shape(Shape.Kind.OBJECT) String object,
    @Shape(Shape.Kind.NAME) Optional<String> namespace,
    String reason,
    Optional<String> message,
    OptionalLong count,
    Optional<Instant> at,
    @Shape(Shape.Kind.NAME) Optional<String> workload,
    Optional<Type> type)
    implements Fact {

  /** Types of event as Kubernetes has them. */
  public enum Type {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String wire;

    Type(String wire) {
      this.wire = wire;
    }

    @Override
    public String toString() {
      return wire;
    }
  }

  /** The workload's name, or the empty text, for joins. */
  public String workloadName() {
    return workload.orElse("");
  }

  /** The kind in front of the object's slash: Pod, Node, Deployment. */
  public String objectKind() {
    return object.substring(0, object.indexOf('/'));
  }

  /** The name behind the object's slash. */
  public String objectName() {
    return object.substring(object.indexOf('/') + 1);
  }

  /** A node was taken away or could not be had. */
  public boolean isNodeLoss() {
    boolean node = objectKind().startsWith("Node") || objectKind().equals("Machine");
    String what = reason.toLowerCase(java.util.Locale.ROOT);
    return node
        && (what.contains("interruption")
            || what.contains("preempt")
            || what.contains("removing")
            || what.contains("deleting")
            || what.contains("terminat")
            || what.contains("insufficientcapacity")
            || what.contains("reclaim")
            || what.contains("scaledown")
            || what.contains("shutdown"));
  }

  /** The message holds one of these words, in any case. */
  public boolean mentions(String... words) {
    String text = message.orElse("").toLowerCase(java.util.Locale.ROOT);
    for (String word : words) {
      if (text.contains(word.toLowerCase(java.util.Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  /** Last seen at or after this instant; an event without a time counts as current. */
  public boolean isSince(Instant instant) {
    return at.isEmpty() || !at.get().isBefore(instant);
  }
}
