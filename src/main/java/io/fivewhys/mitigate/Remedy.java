package io.fivewhys.mitigate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Subject;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Every change that this service can make. A new one must not compile until everything that has to
 * say what it touches does so.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Remedy.RestartWorkload.class, name = "restart_workload"),
  @JsonSubTypes.Type(value = Remedy.DeletePod.class, name = "delete_pod"),
  @JsonSubTypes.Type(value = Remedy.UndoRollout.class, name = "undo_rollout"),
  @JsonSubTypes.Type(value = Remedy.ResetCircuitBreaker.class, name = "reset_circuit_breaker"),
  @JsonSubTypes.Type(value = Remedy.ScaleOut.class, name = "scale_out"),
  @JsonSubTypes.Type(value = Remedy.RevertConfig.class, name = "revert_config"),
})
public sealed interface Remedy {
  /** What it is done to: an object of the cluster, or a circuit breaker. */
  Subject target();

  /**
   * All pods of a Deployment, StatefulSet or DaemonSet anew, as {@code kubectl rollout restart}.
   */
  record RestartWorkload(Subject target) implements Remedy {}

  /**
   * One pod, evicted.
   *
   * @param plainly deleted where a disruption budget refuses: only where the policy says so
   */
  record DeletePod(Subject target, boolean plainly) implements Remedy {}

  /**
   * A Deployment, StatefulSet or DaemonSet back to an older revision, as {@code kubectl rollout
   * undo}.
   *
   * @param fromRevision the one that is to go: if another is current by then, nothing is undone;
   *     empty in a recommendation that names none
   * @param toRevision empty: to the one before
   */
  record UndoRollout(Subject target, OptionalLong fromRevision, OptionalLong toRevision)
      implements Remedy {
    /** From whichever is current. */
    public UndoRollout(Subject target, OptionalLong toRevision) {
      this(target, OptionalLong.empty(), toRevision);
    }
  }

  /**
   * A breaker closed.
   *
   * @param target kind CircuitBreaker, by the name under which the gateway lists it
   * @param upstream the workload behind it, where that is known
   */
  record ResetCircuitBreaker(Subject target, Optional<String> upstream) implements Remedy {}

  /**
   * More replicas.
   *
   * @param replicas how many it is to have; empty in a recommendation that names none
   */
  record ScaleOut(Subject target, OptionalInt replicas) implements Remedy {}

  /**
   * A ConfigMap back to what it held.
   *
   * @param toVersion the recorded version of it; empty: the one before the change that is blamed
   */
  record RevertConfig(Subject target, Optional<String> toVersion) implements Remedy {}

  @JsonIgnore
  default Action action() {
    return switch (this) {
      case RestartWorkload _ -> Action.RESTART_WORKLOAD;
      case DeletePod _ -> Action.DELETE_POD;
      case UndoRollout _ -> Action.UNDO_ROLLOUT;
      case ResetCircuitBreaker _ -> Action.RESET_CIRCUIT_BREAKER;
      case ScaleOut _ -> Action.SCALE_OUT;
      case RevertConfig _ -> Action.REVERT_CONFIG;
    };
  }

  /** For people: "undo_rollout of Deployment/orders". */
  default String words() {
    return action() + " of " + target();
  }

  /**
   * Whose name a cooldown goes by: the same target has the same key, whatever is done to it.
   *
   * <p>A remedy does not know its gateway: breakers of one name at two gateways have the same key,
   * and each waits for what is done to the other. That is more careful than it would have to be.
   */
  @JsonIgnore
  default String targetKey() {
    return target().kind() + "/" + target().namespace().orElse("") + "/" + target().name();
  }
}
