package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.Gathered;
import io.fivewhys.collect.kubernetes.Metadata;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import io.fivewhys.fact.Workload;
import io.fivewhys.fact.read.FactDraft;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** How much of each workload is up. */
public final class WorkloadReader implements ClusterReader {
  private final ScalingHistory history = new ScalingHistory();

  @Override
  public Set<Class<? extends HasMetadata>> kinds() {
    return Set.of(Deployment.class, StatefulSet.class, DaemonSet.class);
  }

  @Override
  public String subject() {
    return "workloads";
  }

  @Override
  public Answer read(ClusterLook look) {
    var gathered = new Gathered(subject());
    List<WatchedWorkload> seen =
        look.workloads().all().stream().filter(WatchedWorkload::seen).toList();
    history.observe(seen, look);
    for (WatchedWorkload each : seen) {
      var draft =
          FactDraft.of(Workload.class)
              .set("name", each.name())
              .set("uid", each.uid())
              .set("namespace", each.namespace())
              .set("workloadKind", each.kind())
              .set("role", each.role())
              .set("managedBy", Metadata.managedBy(each.object()))
              .set("createdAt", Metadata.createdAt(each.object()));
      Replicas.of(each.object()).describe(draft);
      history.describe(each, look, draft);
      if (each.object() instanceof Deployment deployment) {
        draft
            .set("paused", deployment.getSpec().getPaused())
            .set("conditions", badConditions(deployment));
      }
      gathered.add(draft);
    }
    return gathered.answer();
  }

  private static List<String> badConditions(Deployment deployment) {
    return deployment.getStatus() == null
        ? List.of()
        : deployment.getStatus().getConditions().stream()
            .map(WorkloadReader::badness)
            .filter(Objects::nonNull)
            .toList();
  }

  /** What is bad about a condition, as Kubernetes names it; null when nothing is. */
  private static String badness(DeploymentCondition condition) {
    boolean holds = "True".equals(condition.getStatus());
    return switch (String.valueOf(condition.getType())) {
      case "ReplicaFailure" -> holds ? "ReplicaFailure" : null;
      case "Progressing", "Available" ->
          "False".equals(condition.getStatus()) ? condition.getReason() : null;
      default -> null;
    };
  }
}
