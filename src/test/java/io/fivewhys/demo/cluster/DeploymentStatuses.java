package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a Deployment says of itself: counts, and whether it makes progress. */
final class DeploymentStatuses {
  private DeploymentStatuses() {}

  /**
   * @param fresh name of the ReplicaSet of the present template
   */
  static Deployment after(Deployment deployment, List<ReplicaSet> sets, Optional<String> fresh) {
    DeploymentStatus before =
        Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
    DeploymentStatus status = counted(deployment, sets, fresh);
    var update = RollingUpdate.of(deployment);
    boolean enough =
        Objects.requireNonNullElse(status.getAvailableReplicas(), 0)
            >= update.desired() - update.unavailable();
    status.setConditions(
        Stream.concat(
                Stream.of(kept(before, available(enough))),
                progress(deployment, before, status, fresh).stream())
            .toList());
    deployment.setStatus(status);
    return deployment;
  }

  private static DeploymentStatus counted(
      Deployment deployment, List<ReplicaSet> sets, Optional<String> fresh) {
    DeploymentStatus status = new DeploymentStatus();
    int pods = sets.stream().mapToInt(DeploymentStatuses::pods).sum();
    int available = sets.stream().mapToInt(RollingUpdate::available).sum();
    int updated =
        sets.stream().filter(set -> isFresh(set, fresh)).mapToInt(DeploymentStatuses::pods).sum();
    status.setObservedGeneration(deployment.getMetadata().getGeneration());
    status.setReplicas(pods);
    status.setUpdatedReplicas(updated);
    status.setReadyReplicas(sets.stream().mapToInt(RollingUpdate::ready).sum());
    status.setAvailableReplicas(available);
    int wanted = sets.stream().mapToInt(RollingUpdate::replicas).sum();
    status.setUnavailableReplicas(wanted > available ? wanted - available : null);
    return status;
  }

  private static boolean isFresh(ReplicaSet set, Optional<String> fresh) {
    return fresh.filter(set.getMetadata().getName()::equals).isPresent();
  }

  private static int pods(ReplicaSet set) {
    return set.getStatus() == null
        ? 0
        : Objects.requireNonNullElse(set.getStatus().getReplicas(), 0);
  }

  private static DeploymentCondition available(boolean enough) {
    return condition(
        "Available",
        enough,
        enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
        enough
            ? "Deployment has minimum availability."
            : "Deployment does not have minimum availability.");
  }

  private static Optional<DeploymentCondition> progress(
      Deployment deployment,
      DeploymentStatus before,
      DeploymentStatus now,
      Optional<String> fresh) {
    var old = find(before, "Progressing");
    if (fresh.isEmpty()) {
      return old;
    }
    int desired = RollingUpdate.of(deployment).desired();
    boolean complete =
        Stream.of(now.getReplicas(), now.getUpdatedReplicas(), now.getAvailableReplicas())
            .allMatch(count -> count == desired);
    String set = "ReplicaSet \"" + fresh.get() + "\"";
    boolean wasComplete =
        old.filter(it -> it.getReason().equals("NewReplicaSetAvailable"))
            .filter(it -> it.getMessage().contains(set))
            .isPresent();
    if (complete || wasComplete) {
      return Optional.of(
          kept(
              before,
              condition(
                  "Progressing",
                  true,
                  "NewReplicaSetAvailable",
                  set + " has successfully progressed.")));
    }
    var moving = condition("Progressing", true, "ReplicaSetUpdated", set + " is progressing.");
    if (old.isEmpty() || !old.get().getMessage().contains(set) || moved(before, now)) {
      old.filter(it -> it.getStatus().equals("True"))
          .ifPresent(it -> moving.setLastTransitionTime(it.getLastTransitionTime()));
      return Optional.of(moving);
    }
    boolean late = isLate(deployment, old.get());
    return late
        ? Optional.of(
            kept(
                before,
                condition(
                    "Progressing",
                    false,
                    "ProgressDeadlineExceeded",
                    set + " has timed out progressing.")))
        : old;
  }

  private static boolean moved(DeploymentStatus before, DeploymentStatus now) {
    return !Objects.equals(before.getUpdatedReplicas(), now.getUpdatedReplicas())
        || Objects.requireNonNullElse(now.getAvailableReplicas(), 0)
            > Objects.requireNonNullElse(before.getAvailableReplicas(), 0)
        || Objects.requireNonNullElse(now.getReadyReplicas(), 0)
            > Objects.requireNonNullElse(before.getReadyReplicas(), 0);
  }

  private static boolean isLate(Deployment deployment, DeploymentCondition progressing) {
    if (progressing.getStatus().equals("False")) {
      return true;
    }
    int deadline =
        Objects.requireNonNullElse(deployment.getSpec().getProgressDeadlineSeconds(), 600);
    return Instant.parse(progressing.getLastUpdateTime())
        .plus(Duration.ofSeconds(deadline))
        .isBefore(Instant.now());
  }

  /** One that says what it said before keeps its times. */
  private static DeploymentCondition kept(DeploymentStatus before, DeploymentCondition now) {
    var old = find(before, now.getType());
    if (old.isEmpty()) {
      return now;
    }
    if (old.get().getStatus().equals(now.getStatus())) {
      now.setLastTransitionTime(old.get().getLastTransitionTime());
      if (old.get().getReason().equals(now.getReason())) {
        now.setLastUpdateTime(old.get().getLastUpdateTime());
      }
    }
    return now;
  }

  private static Optional<DeploymentCondition> find(DeploymentStatus status, String type) {
    return status.getConditions().stream().filter(it -> it.getType().equals(type)).findFirst();
  }

  private static DeploymentCondition condition(
      String type, boolean status, String reason, String message) {
    return new DeploymentConditionBuilder()
        .withType(type)
        .withStatus(status ? "True" : "False")
        .withReason(reason)
        .withMessage(message)
        .withLastUpdateTime(KubeTime.now())
        .withLastTransitionTime(KubeTime.now())
        .build();
  }
}
