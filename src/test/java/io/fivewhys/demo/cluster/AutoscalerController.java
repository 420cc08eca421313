package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/** Scales Deployments by the CPU that their pods use of what they asked for. */
final class AutoscalerController {
  private static final String NAME = "horizontal-pod-autoscaler";
  private static final Duration RHYTHM = Duration.ofSeconds(15);
  private static final Duration CALM_BEFORE_SCALING_DOWN = Duration.ofMinutes(5);
  private static final double TOLERANCE = 0.1;

  private final ClusterStore store;
  private final EventRecorder events;
  private final PodUsage usage;
  private final Pace pace;
  private Instant next = Instant.EPOCH;

  /** When each last wanted as many replicas as it has, or more. */
  private final Map<String, Instant> lastNeeded = new HashMap<>();

  AutoscalerController(ClusterStore store, EventRecorder events, PodUsage usage, Pace pace) {
    this.store = store;
    this.events = events;
    this.usage = usage;
    this.pace = pace;
  }

  void tick() {
    if (!Instant.now().isBefore(next)) {
      next = Instant.now().plus(pace.of(RHYTHM));
      store.list(HorizontalPodAutoscaler.class).forEach(this::reconcile);
    }
  }

  private void reconcile(HorizontalPodAutoscaler scaler) {
    String target = scaler.getSpec().getScaleTargetRef().getName();
    int has =
        store
            .find(Deployment.class, target)
            .map(it -> Objects.requireNonNullElse(it.getSpec().getReplicas(), 1))
            .orElse(0);
    OptionalDouble share = usage.cpuShareOfRequests(target);
    if (has == 0 || share.isEmpty()) {
      return;
    }
    int aim =
        scaler.getSpec().getMetrics().getFirst().getResource().getTarget().getAverageUtilization();
    double ratio = share.getAsDouble() * 100 / aim;
    int wanted = Math.abs(ratio - 1) <= TOLERANCE ? has : (int) Math.ceil(ratio * has);
    int least = Objects.requireNonNullElse(scaler.getSpec().getMinReplicas(), 1);
    int most = scaler.getSpec().getMaxReplicas();
    int allowed = stabilised(target, has, Math.clamp(wanted, least, most));
    if (allowed != has) {
      scale(scaler, target, allowed, allowed > has);
    }
    var status = AutoscalerStatuses.after(scaler, has, allowed, share.getAsDouble(), wanted);
    store.edit(
        HorizontalPodAutoscaler.class,
        scaler.getMetadata().getName(),
        DeploymentController.AUTHOR,
        it -> {
          it.setStatus(status);
          return it;
        });
  }

  private int stabilised(String target, int has, int wanted) {
    Instant now = Instant.now();
    if (wanted >= has) {
      lastNeeded.put(target, now);
      return wanted;
    }
    Instant needed = lastNeeded.computeIfAbsent(target, it -> now);
    return needed.plus(pace.of(CALM_BEFORE_SCALING_DOWN)).isAfter(now) ? has : wanted;
  }

  private void scale(HorizontalPodAutoscaler scaler, String target, int to, boolean up) {
    store.edit(
        Deployment.class,
        target,
        DeploymentController.AUTHOR,
        it -> {
          it.getSpec().setReplicas(to);
          return it;
        });
    String why =
        up
            ? "cpu resource utilization (percentage of request) above target"
            : "All metrics below target";
    events.normal(scaler, NAME, "SuccessfulRescale", "New size: %d; reason: %s".formatted(to, why));
  }
}
