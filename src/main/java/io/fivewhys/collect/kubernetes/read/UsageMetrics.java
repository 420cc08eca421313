package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.metrics.v1beta1.NodeMetrics;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fivewhys.collect.kubernetes.ApiFailure;
import io.fivewhys.collect.kubernetes.Gathered;
import java.util.List;
import java.util.function.Supplier;

/** Asks metrics.k8s.io, which can be listed and not watched. */
final class UsageMetrics {
  private final KubernetesClient client;
  private final Gathered gathered;

  UsageMetrics(KubernetesClient client, Gathered gathered) {
    this.client = client;
    this.gathered = gathered;
  }

  /** Usage of the pods; nothing, and the reason gathered, when it cannot be had. */
  List<PodMetrics> ofPods(String namespace) {
    return ask(
        () -> client.top().pods().metrics(namespace).getItems(),
        "pods.metrics.k8s.io in " + namespace);
  }

  /** Usage of the nodes. */
  List<NodeMetrics> ofNodes() {
    return ask(
        () -> client.top().nodes().metrics().getItems(), "nodes.metrics.k8s.io in the cluster");
  }

  private <T> List<T> ask(Supplier<List<T>> question, String what) {
    try {
      return question.get();
    } catch (KubernetesClientException e) {
      switch (e.getCode()) {
        case 403 -> gathered.missing("may not list " + what + ": grant get and list");
        case 404 -> {
          gathered.missing("this cluster has no metrics.k8s.io");
          gathered.note("this cluster has no metrics.k8s.io: install metrics-server to see usage");
        }
        default -> gathered.missing("cannot list " + what + ": " + ApiFailure.of(e).reason());
      }
      return List.of();
    }
  }
}
