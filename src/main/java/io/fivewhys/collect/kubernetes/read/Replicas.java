package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fivewhys.fact.read.FactDraft;
import java.util.OptionalLong;

/**
 * Replicas of a workload, as its controller counts them. It leaves a count out when it is zero.
 *
 * @param available empty where an older cluster does not count them
 * @param observed the controller has seen the newest version of the object
 */
record Replicas(
    OptionalLong desired,
    long all,
    long ready,
    OptionalLong available,
    long updated,
    boolean observed) {

  static Replicas of(HasMetadata workload) {
    return switch (workload) {
      case Deployment it -> of(it);
      case StatefulSet it -> of(it);
      case DaemonSet it -> of(it);
      default -> new Replicas(OptionalLong.empty(), 0, 0, OptionalLong.empty(), 0, false);
    };
  }

  private static Replicas of(Deployment deployment) {
    Integer wanted = deployment.getSpec().getReplicas();
    var status = deployment.getStatus();
    return status == null
        ? none(wanted)
        : new Replicas(
            OptionalLong.of(wanted == null ? 1 : wanted),
            count(status.getReplicas()),
            count(status.getReadyReplicas()),
            OptionalLong.of(count(status.getAvailableReplicas())),
            count(status.getUpdatedReplicas()),
            isObserved(deployment, status.getObservedGeneration()));
  }

  private static Replicas of(StatefulSet set) {
    Integer wanted = set.getSpec().getReplicas();
    var status = set.getStatus();
    if (status == null) {
      return none(wanted);
    }
    long ready = count(status.getReadyReplicas());
    boolean counted = status.getAvailableReplicas() != null || ready == 0;
    return new Replicas(
        OptionalLong.of(wanted == null ? 1 : wanted),
        count(status.getReplicas()),
        ready,
        counted ? OptionalLong.of(count(status.getAvailableReplicas())) : OptionalLong.empty(),
        count(status.getUpdatedReplicas()),
        isObserved(set, status.getObservedGeneration()));
  }

  private static Replicas of(DaemonSet set) {
    var status = set.getStatus();
    return status == null
        ? new Replicas(OptionalLong.empty(), 0, 0, OptionalLong.empty(), 0, false)
        : new Replicas(
            OptionalLong.of(count(status.getDesiredNumberScheduled())),
            count(status.getCurrentNumberScheduled()),
            count(status.getNumberReady()),
            OptionalLong.of(count(status.getNumberAvailable())),
            count(status.getUpdatedNumberScheduled()),
            isObserved(set, status.getObservedGeneration()));
  }

  private static Replicas none(Integer wanted) {
    long desired = wanted == null ? 1 : wanted;
    return new Replicas(OptionalLong.of(desired), 0, 0, OptionalLong.of(0), 0, false);
  }

  private static long count(Integer number) {
    return number == null ? 0 : number;
  }

  private static boolean isObserved(HasMetadata workload, Long observed) {
    Long generation = workload.getMetadata().getGeneration();
    return generation == null || observed != null && observed >= generation;
  }

  void describe(FactDraft<?> draft) {
    draft.set("desired", desired).set("available", available);
    if (desired.isPresent()) {
      draft.set("ready", ready).set("updated", updated);
    }
  }

  /** All are of the newest revision and up, as {@code kubectl rollout status} has it. */
  boolean areAllUpdated() {
    return observed
        && desired.isPresent()
        && updated >= desired.getAsLong()
        && all <= updated
        && available.orElse(ready) >= updated;
  }
}
