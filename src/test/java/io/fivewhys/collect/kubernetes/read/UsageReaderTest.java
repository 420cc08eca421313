package io.fivewhys.collect.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.HeldObjects;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.ResourceUsage;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UsageReaderTest {
  private static final String PODS = "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods";
  private static final String NODES = "/apis/metrics.k8s.io/v1beta1/nodes";

  private final KubernetesMockServer server = new KubernetesMockServer(false);
  private KubernetesClient client;

  private final HeldObjects objects =
      new HeldObjects()
          .with(
              """
              apiVersion: apps/v1
              kind: StatefulSet
              metadata: {name: orders, uid: s-1, labels: {tier: backend}}
              spec: {template: {spec: {containers: []}}}
              ---
              apiVersion: v1
              kind: Pod
              metadata:
                name: orders-0
                ownerReferences: [{kind: StatefulSet, name: orders, uid: s-1, controller: true}]
              spec:
                nodeName: n1
                containers:
                - {name: orders, resources: {limits: {cpu: "2", memory: 1Gi}}}
                - {name: proxy, resources: {limits: {cpu: 100m}}}
              ---
              apiVersion: v1
              kind: Node
              metadata: {name: n1}
              status: {allocatable: {cpu: "8", memory: 16Gi}}
              ---
              apiVersion: v1
              kind: Node
              metadata: {name: n2}
              status: {allocatable: {cpu: "8", memory: 16Gi}}
              """);

  @BeforeEach
  void start() {
    server.init(InetAddress.getLoopbackAddress(), 0);
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl(server.url("/"))
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.destroy();
  }

  private void answer(String path, int status, String body) {
    server.expect().get().withPath(path).andReturn(status, body).always();
  }

  private Answer read() {
    ClusterLook look = objects.at("2026-11-20T10:00:00Z");
    return new UsageReader()
        .read(
            new ClusterLook(
                look.look(), look.namespaces(), look.objects(), look.workloads(), client));
  }

  private void answerWell() {
    answer(
        PODS,
        200,
        """
        {"kind": "PodMetricsList", "apiVersion": "metrics.k8s.io/v1beta1", "items": [
          {"metadata": {"name": "orders-0", "namespace": "shop"}, "containers": [
            {"name": "orders", "usage": {"cpu": "500m", "memory": "512Mi"}},
            {"name": "proxy", "usage": {"cpu": "95000000n", "memory": "64Mi"}}]},
          {"metadata": {"name": "stranger", "namespace": "shop"}, "containers": []}]}\
        """);
    answer(
        NODES,
        200,
        """
        {"kind": "NodeMetricsList", "apiVersion": "metrics.k8s.io/v1beta1", "items": [
          {"metadata": {"name": "n1"}, "usage": {"cpu": "6", "memory": "8Gi"}},
          {"metadata": {"name": "n2"}, "usage": {"cpu": "6", "memory": "8Gi"}}]}\
        """);
  }

  @Test
  void containerThatIsNearestToItsLimitSpeaksForThePod() {
    answerWell();
    assertThat(read().facts())
        .extracting(ResourceUsage.class::cast)
        .extracting(
            it ->
                "%s %s %s %s %.3f %s"
                    .formatted(
                        it.workload(),
                        it.pod().orElse("-"),
                        it.container().orElse("-"),
                        it.resource(),
                        it.share().orElseThrow(),
                        it.unit().orElseThrow()))
        .containsExactly(
            "orders orders-0 proxy cpu 0.950 cores",
            "orders orders-0 orders memory 0.500 bytes",
            "n1 - - cpu 0.750 cores",
            "n1 - - memory 0.500 bytes");
  }

  @Test
  void podWithoutLimitsHasNoShare() {
    answerWell();
    objects.with(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: orders-0
          ownerReferences: [{kind: StatefulSet, name: orders, uid: s-1, controller: true}]
        spec: {containers: [{name: orders}, {name: proxy}]}
        """);
    ResourceUsage cpu = (ResourceUsage) read().facts().getFirst();
    assertThat(cpu.used()).hasValue(0.595);
    assertThat(cpu.share()).isEmpty();
    assertThat(cpu.container()).isEmpty();
  }

  @Test
  void clusterWithoutMetricsIsBlindForUsage() {
    answer(PODS, 404, "404 page not found");
    answer(NODES, 404, "404 page not found");
    Answer answer = read();
    assertThat(answer.facts())
        .containsExactly(
            new Blind(
                "kubernetes",
                java.util.Optional.of("usage"),
                java.util.Optional.of("this cluster has no metrics.k8s.io"),
                java.util.Optional.empty()));
    assertThat(answer.notes())
        .contains("this cluster has no metrics.k8s.io: install metrics-server to see usage");
  }

  @Test
  void missingRightIsNamed() {
    answerWell();
    server.clearExpectations();
    answer(PODS, 403, "{\"kind\":\"Status\",\"code\":403}");
    answer(NODES, 403, "{\"kind\":\"Status\",\"code\":403}");
    Blind blind = (Blind) read().facts().getFirst();
    assertThat(blind.reason())
        .contains(
            "may not list pods.metrics.k8s.io in shop: grant get and list; may not list"
                + " nodes.metrics.k8s.io in the cluster: grant get and list");
  }

  @Test
  void metricsServerThatIsDownIsSaid() {
    answer(PODS, 503, "service unavailable");
    answer(NODES, 503, "service unavailable");
    Blind blind = (Blind) read().facts().getFirst();
    assertThat(blind.subject()).contains("usage");
    assertThat(blind.reason().orElseThrow()).contains("cannot list pods.metrics.k8s.io in shop");
  }

  @Test
  void amountsThatAreNoneAreLeftOut() {
    answer(
        PODS,
        200,
        """
        {"items": [{"metadata": {"name": "orders-0"}, "containers": [
          {"name": "orders", "usage": {"cpu": "NaN", "memory": "-5Mi"}}]}]}\
        """);
    answer(NODES, 200, "{\"items\": []}");
    assertThat(read().facts()).noneMatch(ResourceUsage.class::isInstance);
  }
}
