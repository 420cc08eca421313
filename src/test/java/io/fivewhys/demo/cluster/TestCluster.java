package io.fivewhys.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A cluster with one Deployment, as a client of its API sees it. */
final class TestCluster implements AutoCloseable {
  private static final String OBJECTS =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: n1}
      spec: {}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: web}
      data: {mode: a}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, annotations: {}}
      spec:
        replicas: 2
        progressDeadlineSeconds: 2
        selector: {matchLabels: {app: web}}
        strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
        template:
          metadata: {labels: {app: web}}
          spec:
            terminationGracePeriodSeconds: 2
            containers:
              - name: web
                image: good:1
                ports: [{name: http, containerPort: 8080}]
                env: [{name: MODE, valueFrom: {configMapKeyRef: {name: web, key: mode}}}]
                readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1}
                resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 200m, memory: 128Mi}}
      """;

  private final FakeImage image = new FakeImage();
  private final DemoCluster cluster;
  private final NamespacedKubernetesClient client;

  TestCluster() {
    cluster = new DemoCluster("test", new Pace(20), this::pull, List.of());
    cluster.start();
    var config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(cluster.apiServer())
            .withNamespace("test")
            .withRequestRetryBackoffLimit(0)
            .build();
    client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .build()
            .adapt(NamespacedKubernetesClient.class);
    client.load(new ByteArrayInputStream(OBJECTS.getBytes(StandardCharsets.UTF_8))).create();
    soon(() -> ready() == 2);
  }

  private Optional<Image> pull(String name) {
    return name.startsWith("good:") ? Optional.of(image) : Optional.empty();
  }

  NamespacedKubernetesClient client() {
    return client;
  }

  List<FakeImage.Running> started() {
    return image.started();
  }

  void setImage(String to) {
    client
        .apps()
        .deployments()
        .withName("web")
        .patch(
            PatchContext.of(PatchType.JSON),
            """
            [{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"%s"}]\
            """
                .formatted(to));
  }

  Deployment deployment() {
    return client.apps().deployments().withName("web").get();
  }

  String progressing() {
    return deployment().getStatus().getConditions().stream()
        .filter(it -> it.getType().equals("Progressing"))
        .map(it -> it.getStatus() + " " + it.getReason())
        .findFirst()
        .orElse("");
  }

  List<String> revisions() {
    return client.apps().replicaSets().list().getItems().stream()
        .map(it -> DeploymentController.revision(it) + ":" + it.getSpec().getReplicas())
        .sorted()
        .toList();
  }

  List<ContainerStatus> containers() {
    return client.pods().list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .toList();
  }

  long ready() {
    return containers().stream().filter(ContainerStatus::getReady).count();
  }

  int restarts() {
    return containers().stream().mapToInt(ContainerStatus::getRestartCount).sum();
  }

  ContainerStatus crashed() {
    return containers().stream().filter(it -> it.getRestartCount() > 0).findFirst().orElseThrow();
  }

  Optional<ContainerStateWaiting> waiting() {
    return containers().stream()
        .map(it -> it.getState().getWaiting())
        .filter(Objects::nonNull)
        .findFirst();
  }

  List<String> events() {
    return client.v1().events().list().getItems().stream().map(it -> it.getReason()).toList();
  }

  static void soon(BooleanSupplier isSo) {
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (!isSo.getAsBoolean()) {
      assertThat(Instant.now()).as("it became so in time").isBefore(end);
      try {
        Thread.sleep(30);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    client.close();
    cluster.close();
  }
}
