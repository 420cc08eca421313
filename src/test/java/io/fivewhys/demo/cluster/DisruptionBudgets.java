package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How many pods may go of their own accord, as the disruption controller counts them. */
final class DisruptionBudgets {
  private final ClusterStore store;

  DisruptionBudgets(ClusterStore store) {
    this.store = store;
  }

  /** Keeps what each budget says of itself. */
  void reconcile() {
    for (PodDisruptionBudget each : store.list(PodDisruptionBudget.class)) {
      PodDisruptionBudgetStatus status = status(each);
      store.edit(
          PodDisruptionBudget.class,
          each.getMetadata().getName(),
          DeploymentController.AUTHOR,
          it -> {
            it.setStatus(status);
            return it;
          });
    }
  }

  /** Whether every budget that the pod falls under has room for it to go. */
  boolean allow(Pod pod) {
    return store.list(PodDisruptionBudget.class).stream()
        .filter(it -> covers(it, pod))
        .map(this::status)
        .allMatch(
            it ->
                it.getDisruptionsAllowed() > 0
                    || !PodStatuses.isReady(pod)
                        && it.getCurrentHealthy() >= it.getDesiredHealthy());
  }

  private static boolean covers(PodDisruptionBudget budget, Pod pod) {
    Map<String, String> labels =
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
    return labels
        .entrySet()
        .containsAll(budget.getSpec().getSelector().getMatchLabels().entrySet());
  }

  private PodDisruptionBudgetStatus status(PodDisruptionBudget budget) {
    List<Pod> pods =
        store.list(Pod.class).stream()
            .filter(it -> covers(budget, it) && it.getMetadata().getDeletionTimestamp() == null)
            .toList();
    int expected = pods.size();
    int healthy = (int) pods.stream().filter(PodStatuses::isReady).count();
    IntOrString least = budget.getSpec().getMinAvailable();
    int desired =
        least != null
            ? amount(least, expected)
            : expected - amount(budget.getSpec().getMaxUnavailable(), expected);
    var status = new PodDisruptionBudgetStatus();
    status.setExpectedPods(expected);
    status.setCurrentHealthy(healthy);
    status.setDesiredHealthy(Math.max(0, desired));
    status.setDisruptionsAllowed(Math.max(0, healthy - Math.max(0, desired)));
    status.setObservedGeneration(budget.getMetadata().getGeneration());
    return status;
  }

  /** A number, or a share that is rounded up. */
  private static int amount(IntOrString value, int of) {
    return value.getIntVal() != null
        ? value.getIntVal()
        : (int) Math.ceil(of * Integer.parseInt(value.getStrVal().replace("%", "")) / 100.0);
  }
}
