package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerConditionBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatus;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerStatusBuilder;
import java.util.List;
import java.util.Objects;

/** What an autoscaler says of itself: what it has, what it wants, and what holds it back. */
final class AutoscalerStatuses {
  private AutoscalerStatuses() {}

  /**
   * @param has replicas that there are
   * @param allowed replicas that there shall be
   * @param share of the requested CPU that is used
   * @param wanted replicas that the share asks for
   */
  static HorizontalPodAutoscalerStatus after(
      HorizontalPodAutoscaler scaler, int has, int allowed, double share, int wanted) {
    var before = scaler.getStatus();
    String scaledAt = before == null ? null : before.getLastScaleTime();
    return new HorizontalPodAutoscalerStatusBuilder()
        .withObservedGeneration(scaler.getMetadata().getGeneration())
        .withCurrentReplicas(has)
        .withDesiredReplicas(allowed)
        .withLastScaleTime(allowed == has ? scaledAt : KubeTime.now())
        .addNewCurrentMetric()
        .withType("Resource")
        .withNewResource()
        .withName("cpu")
        .withNewCurrent()
        .withAverageUtilization((int) Math.round(share * 100))
        .endCurrent()
        .endResource()
        .endCurrentMetric()
        .withConditions(
            List.of(
                condition(
                    scaler,
                    "AbleToScale",
                    true,
                    "ReadyForNewScale",
                    "recommended size matches current size"),
                condition(
                    scaler,
                    "ScalingActive",
                    true,
                    "ValidMetricFound",
                    "the HPA was able to successfully calculate a replica count from cpu resource"
                        + " utilization (percentage of request)"),
                limited(scaler, wanted)))
        .build();
  }

  private static HorizontalPodAutoscalerCondition limited(
      HorizontalPodAutoscaler scaler, int wanted) {
    if (wanted > scaler.getSpec().getMaxReplicas()) {
      return condition(
          scaler,
          "ScalingLimited",
          true,
          "TooManyReplicas",
          "the desired replica count is more than the maximum replica count");
    }
    return wanted < Objects.requireNonNullElse(scaler.getSpec().getMinReplicas(), 1)
        ? condition(
            scaler,
            "ScalingLimited",
            true,
            "TooFewReplicas",
            "the desired replica count is less than the minimum replica count")
        : condition(
            scaler,
            "ScalingLimited",
            false,
            "DesiredWithinRange",
            "the desired count is within the acceptable range");
  }

  private static HorizontalPodAutoscalerCondition condition(
      HorizontalPodAutoscaler scaler, String type, boolean holds, String reason, String message) {
    String value = holds ? "True" : "False";
    var old =
        scaler.getStatus() == null
            ? List.<HorizontalPodAutoscalerCondition>of()
            : scaler.getStatus().getConditions();
    String since =
        old.stream()
            .filter(it -> it.getType().equals(type) && it.getStatus().equals(value))
            .map(HorizontalPodAutoscalerCondition::getLastTransitionTime)
            .findFirst()
            .orElseGet(KubeTime::now);
    return new HorizontalPodAutoscalerConditionBuilder()
        .withType(type)
        .withStatus(value)
        .withReason(reason)
        .withMessage(message)
        .withLastTransitionTime(since)
        .build();
  }
}
