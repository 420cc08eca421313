package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.Duration;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.NodeMetrics;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.NodeMetricsBuilder;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.NodeMetricsListBuilder;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetricsListBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.MockResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code metrics.k8s.io}: what {@code kubectl top} shows. */
final class UsageEndpoint {
  private final ClusterStore store;
  private final PodUsage usage;

  UsageEndpoint(ClusterStore store, PodUsage usage) {
    this.store = store;
    this.usage = usage;
  }

  MockResponse answer(String path, Query query) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (path.contains("/nodes")) {
      return last.equals("nodes")
          ? json(new NodeMetricsListBuilder().withItems(nodes()).build())
          : one(nodes().stream().filter(it -> it.getMetadata().getName().equals(last)).findAny());
    }
    List<PodMetrics> pods =
        usage.all().stream()
            .filter(it -> query.get("labelSelector").map(s -> selects(s, it)).orElse(true))
            .toList();
    return last.equals("pods")
        ? json(new PodMetricsListBuilder().withItems(pods).build())
        : one(pods.stream().filter(it -> it.getMetadata().getName().equals(last)).findAny());
  }

  private static boolean selects(String selector, PodMetrics metrics) {
    return Stream.of(selector.split(","))
        .map(pair -> pair.split("==?", 2))
        .allMatch(it -> it[1].equals(metrics.getMetadata().getLabels().get(it[0])));
  }

  /** A node uses what its pods use, and a little for itself. */
  private List<NodeMetrics> nodes() {
    return store.list(Node.class).stream()
        .map(
            node ->
                new NodeMetricsBuilder()
                    .withNewMetadata()
                    .withName(node.getMetadata().getName())
                    .endMetadata()
                    .withTimestamp(KubeTime.now())
                    .withWindow(new Duration(java.time.Duration.ofSeconds(3)))
                    .addToUsage("cpu", new Quantity("240000000n"))
                    .addToUsage("memory", new Quantity("2097152Ki"))
                    .build())
        .toList();
  }

  private static MockResponse one(Optional<?> metrics) {
    return metrics
        .map(UsageEndpoint::json)
        .orElseGet(() -> ApiFront.failure(404, "NotFound", "metrics not found"));
  }

  private static MockResponse json(Object object) {
    return new MockResponse().setBody(Serialization.asJson(object));
  }
}
