package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.Gathered;
import io.fivewhys.collect.kubernetes.Said;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import io.fivewhys.fact.Pod;
import io.fivewhys.fact.read.FactDraft;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The pods of each workload and what their containers say. */
public final class PodReader implements ClusterReader {
  private final RestartHistory restarts = new RestartHistory();

  @Override
  public Set<Class<? extends HasMetadata>> kinds() {
    return Set.of(io.fabric8.kubernetes.api.model.Pod.class);
  }

  @Override
  public String subject() {
    return "pods";
  }

  @Override
  public Answer read(ClusterLook look) {
    var gathered = new Gathered(subject());
    var revisions = Revisions.of(look.objects());
    restarts.begin(look.look());
    for (WatchedWorkload workload : look.workloads().all()) {
      for (var pod : look.workloads().podsOf(workload)) {
        gathered.add(draft(pod, workload, revisions.ofPod(pod)));
      }
    }
    restarts.end();
    return gathered.answer();
  }

  private FactDraft<Pod> draft(
      io.fabric8.kubernetes.api.model.Pod pod, WatchedWorkload workload, OptionalLong revision) {
    var status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    var containers = PodContainers.of(pod);
    var draft =
        FactDraft.of(Pod.class)
            .set("name", pod.getMetadata().getName())
            .set("uid", pod.getMetadata().getUid())
            .set("namespace", pod.getMetadata().getNamespace())
            .set("workload", workload.name())
            .set("revision", revision)
            .set("node", pod.getSpec() == null ? null : pod.getSpec().getNodeName())
            .set("phase", status.getPhase())
            .set("ready", isReady(status))
            .set("restarts", containers.restarts())
            .set("restartsInWindow", restarts.inWindow(pod, containers))
            .set("startedAt", containers.startedAt())
            .set("schedulingProblem", schedulingProblem(status));
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      draft.set("terminating", true);
    }
    describeTrouble(status, containers.standingOut(restarts.from()), draft);
    return draft;
  }

  /**
   * A pod that was thrown out or refused says so itself; else the container that stands out does.
   */
  private static void describeTrouble(
      PodStatus status, Optional<ContainerTrouble> trouble, FactDraft<Pod> draft) {
    if ("Failed".equals(status.getPhase()) && status.getReason() != null) {
      draft
          .set("terminatedReason", status.getReason())
          .set("message", Said.line(status.getMessage()));
      return;
    }
    trouble.ifPresent(
        it ->
            draft
                .set("container", it.container())
                .set("initContainer", it.initContainer() ? true : null)
                .set("waitingReason", it.waitingReason())
                .set("terminatedReason", it.terminatedReason())
                .set("exitCode", it.exitCode())
                .set("message", it.message()));
  }

  private static boolean isReady(PodStatus status) {
    return condition(status, "Ready").filter(it -> "True".equals(it.getStatus())).isPresent();
  }

  private static Optional<String> schedulingProblem(PodStatus status) {
    return condition(status, "PodScheduled")
        .filter(it -> "False".equals(it.getStatus()))
        .flatMap(it -> Said.line(it.getMessage()).or(() -> Said.line(it.getReason())));
  }

  private static Optional<PodCondition> condition(PodStatus status, String type) {
    return status.getConditions().stream().filter(it -> type.equals(it.getType())).findFirst();
  }
}
