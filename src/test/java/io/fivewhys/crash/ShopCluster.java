package io.fivewhys.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fivewhys.demo.cluster.DemoCluster;
import io.fivewhys.demo.cluster.Pace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deployments of one pod each in a cluster of which every change is seen. */
final class ShopCluster implements AutoCloseable {
  static final String NAMESPACE = "shop";
  private static final String AUTHOR = "test";
  private static final int KEPT_REVISIONS = 3;
  private static final Duration LONGEST_ROLLOUT = Duration.ofSeconds(60);

  final Wire wire;
  final WritesSeen writes = new WritesSeen();
  private final DemoCluster cluster;
  private final List<String> names;

  /**
   * @param names of Deployments, each of which can go back to a revision before
   */
  ShopCluster(List<String> names) throws IOException {
    this.names = List.copyOf(names);
    cluster =
        new DemoCluster(NAMESPACE, new Pace(20), _ -> Optional.of(new IdleImage()), List.of());
    cluster.store().create(node(), AUTHOR);
    for (String each : names) {
      cluster.store().create(deployment(each, "orders:1"), AUTHOR);
    }
    cluster.writes(writes);
    cluster.start();
    wire = new Wire(URI.create(cluster.apiServer()).getPort());
    for (String each : names) {
      awaitRevision(each, 1);
      cluster.store().create(changed(each), AUTHOR);
      awaitRevision(each, 2);
      writes.begin(
          "/apis/apps/v1/namespaces/%s/deployments/%s".formatted(NAMESPACE, each),
          found(each).getMetadata().getGeneration());
    }
  }

  /** A kubeconfig by which it is reached over the wire. */
  void writeKubeconfig(Path file) throws IOException {
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: demo, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: demo, user: {}}]
        contexts: [{name: demo, context: {cluster: demo, user: demo, namespace: %s}}]
        current-context: demo
        """
            .formatted(wire.port(), NAMESPACE));
  }

  private static Node node() {
    return new NodeBuilder()
        .withNewMetadata()
        .withName("n1")
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .build();
  }

  private static Deployment deployment(String name, String image) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("app", name)
        .addToAnnotations("made-by", "test")
        .endMetadata()
        .withNewSpec()
        .withReplicas(1)
        .withNewSelector()
        .addToMatchLabels("app", name)
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withNewMaxSurge(1)
        .withNewMaxUnavailable(0)
        .endRollingUpdate()
        .endStrategy()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage(image)
        .withNewResources()
        .addToLimits("cpu", new Quantity("1"))
        .addToLimits("memory", new Quantity("128Mi"))
        .endResources()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private Deployment found(String name) {
    return cluster.store().find(Deployment.class, name).orElseThrow();
  }

  private Deployment changed(String name) {
    Deployment it = found(name);
    it.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("orders:2");
    return it;
  }

  private void awaitRevision(String name, int revision) {
    long endNanos = System.nanoTime() + LONGEST_ROLLOUT.toNanos();
    while (revision(found(name).getMetadata().getAnnotations()) != revision) {
      assertThat(System.nanoTime()).as("%s at %d", name, revision).isLessThan(endNanos);
      Thread.onSpinWait();
    }
  }

  private static long revision(Map<String, String> annotations) {
    return Long.parseLong(annotations.getOrDefault("deployment.kubernetes.io/revision", "0"));
  }

  /** As a cluster does by itself, which keeps only so many. */
  void forgetOld() {
    for (String each : names) {
      cluster.store().list(ReplicaSet.class).stream()
          .filter(it -> it.getMetadata().getName().startsWith(each + "-"))
          .filter(it -> it.getSpec().getReplicas() == 0)
          .sorted(
              Comparator.<ReplicaSet>comparingLong(
                      it -> revision(it.getMetadata().getAnnotations()))
                  .reversed())
          .skip(KEPT_REVISIONS)
          .forEach(cluster.store()::delete);
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
    cluster.close();
  }
}
