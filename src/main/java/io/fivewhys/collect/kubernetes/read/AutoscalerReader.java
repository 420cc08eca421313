package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatus;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.Gathered;
import io.fivewhys.collect.kubernetes.Metadata;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import io.fivewhys.fact.Autoscaler;
import io.fivewhys.fact.read.FactDraft;
import java.util.Optional;
import java.util.Set;

/** What the autoscalers of the workloads want and may. */
public final class AutoscalerReader implements ClusterReader {
  @Override
  public Set<Class<? extends HasMetadata>> kinds() {
    return Set.of(HorizontalPodAutoscaler.class);
  }

  @Override
  public String subject() {
    return "autoscalers";
  }

  @Override
  public Answer read(ClusterLook look) {
    var gathered = new Gathered(subject());
    for (var autoscaler : look.objects().list(HorizontalPodAutoscaler.class)) {
      scaled(autoscaler, look).ifPresent(it -> gathered.add(draft(autoscaler, it)));
    }
    return gathered.answer();
  }

  /** The workload of concern that it scales. */
  static Optional<WatchedWorkload> scaled(HorizontalPodAutoscaler autoscaler, ClusterLook look) {
    var spec = autoscaler.getSpec();
    return spec == null || spec.getScaleTargetRef() == null
        ? Optional.empty()
        : look.workloads()
            .concernedBy(
                String.valueOf(spec.getScaleTargetRef().getKind()),
                autoscaler.getMetadata().getNamespace(),
                String.valueOf(spec.getScaleTargetRef().getName()));
  }

  private static FactDraft<Autoscaler> draft(
      HorizontalPodAutoscaler autoscaler, WatchedWorkload workload) {
    Integer min = autoscaler.getSpec().getMinReplicas();
    var draft =
        FactDraft.of(Autoscaler.class)
            .set("workload", workload.name())
            .set("namespace", workload.namespace())
            .set("min", min == null ? 1 : min)
            .set("max", autoscaler.getSpec().getMaxReplicas());
    HorizontalPodAutoscalerStatus status = autoscaler.getStatus();
    if (status != null) {
      Optional<HorizontalPodAutoscalerCondition> limited = condition(status, "ScalingLimited");
      draft
          .set("current", status.getCurrentReplicas())
          .set("limited", limited.map(AutoscalerReader::wantsMore))
          .set("lastScaledAt", Metadata.instant(status.getLastScaleTime()));
      // An autoscaler that knows no metrics wants nothing, which is not zero replicas.
      boolean active =
          condition(status, "ScalingActive").filter(it -> "False".equals(it.getStatus())).isEmpty();
      draft.set("wanted", active ? status.getDesiredReplicas() : null);
    }
    return draft;
  }

  /** It is limited as well when it wants fewer than it must keep. */
  private static boolean wantsMore(HorizontalPodAutoscalerCondition limited) {
    return "True".equals(limited.getStatus()) && "TooManyReplicas".equals(limited.getReason());
  }

  private static Optional<HorizontalPodAutoscalerCondition> condition(
      HorizontalPodAutoscalerStatus status, String type) {
    return status.getConditions().stream().filter(it -> type.equals(it.getType())).findFirst();
  }
}
