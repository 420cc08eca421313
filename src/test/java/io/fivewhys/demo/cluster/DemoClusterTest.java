package io.fivewhys.demo.cluster;

import static io.fivewhys.demo.cluster.TestCluster.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client of the API sees of a Deployment whose containers a test holds in its hand. */
class DemoClusterTest {
  private TestCluster cluster;

  @BeforeEach
  void start() {
    cluster = new TestCluster();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void podsBecomeReadyAndGetWhatTheirEnvironmentSays() {
    assertThat(cluster.started().getFirst().container().environment()).containsEntry("MODE", "a");
    assertThat(cluster.client().pods().list().getItems())
        .allSatisfy(
            pod -> {
              assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
              assertThat(pod.getMetadata().getName()).matches("web-[a-z0-9]+-[a-z0-9]{5}");
              assertThat(pod.getMetadata().getLabels()).containsKey("pod-template-hash");
            });
    // The status of the whole follows that of its pods.
    soon(() -> cluster.progressing().equals("True NewReplicaSetAvailable"));
    assertThat(cluster.deployment().getStatus().getConditions())
        .extracting(it -> it.getType() + "=" + it.getReason())
        .containsExactlyInAnyOrder(
            "Available=MinimumReplicasAvailable", "Progressing=NewReplicaSetAvailable");
  }

  @Test
  void aContainerThatEndsIsStartedAtOnceThenLaterEachTime() {
    cluster.started().get(0).exit(new ContainerProcess.Exit(1, false));
    soon(() -> cluster.restarts() == 1 && cluster.ready() == 2);
    cluster.started().get(cluster.started().size() - 1).exit(ContainerProcess.Exit.OUT_OF_MEMORY);

    soon(
        () ->
            cluster.waiting().filter(it -> it.getReason().equals("CrashLoopBackOff")).isPresent());
    assertThat(cluster.waiting().orElseThrow().getMessage())
        .startsWith("back-off 500ms restarting failed container=web pod=web-");
    assertThat(cluster.crashed().getLastState().getTerminated().getReason()).isEqualTo("OOMKilled");
    soon(() -> cluster.restarts() == 2 && cluster.ready() == 2);
    soon(() -> cluster.events().contains("BackOff"));
  }

  @Test
  void anImageThatNobodyPushedStopsTheRolloutAndThePodsBeforeItServeOn() {
    cluster.setImage("bad:1");
    soon(
        () ->
            cluster.waiting().filter(it -> it.getReason().equals("ImagePullBackOff")).isPresent());
    soon(() -> cluster.progressing().equals("False ProgressDeadlineExceeded"));
    assertThat(cluster.ready()).isEqualTo(2);
    assertThat(cluster.deployment().getStatus().getUnavailableReplicas()).isEqualTo(1);

    cluster.setImage("good:1");
    soon(() -> cluster.progressing().equals("True NewReplicaSetAvailable"));
    assertThat(cluster.revisions()).containsExactly("2:0", "3:2");
  }

  @Test
  void aKeyThatIsMissingKeepsTheContainerFromBeingMade() {
    cluster
        .client()
        .configMaps()
        .withName("web")
        .edit(
            map -> {
              map.getData().remove("mode");
              return map;
            });
    cluster.setImage("good:2");
    soon(
        () ->
            cluster
                .waiting()
                .filter(it -> it.getReason().equals("CreateContainerConfigError"))
                .isPresent());
    assertThat(cluster.waiting().orElseThrow().getMessage())
        .isEqualTo("couldn't find key mode in ConfigMap test/web");
  }

  @Test
  void aDeletedPodTerminatesAndAnotherTakesItsPlace() {
    String name = cluster.client().pods().list().getItems().getFirst().getMetadata().getName();
    List<String> watched = new CopyOnWriteArrayList<>();
    try (var informer =
        cluster
            .client()
            .pods()
            .inform(
                new ResourceEventHandler<Pod>() {
                  @Override
                  public void onAdd(Pod pod) {}

                  @Override
                  public void onUpdate(Pod before, Pod pod) {
                    if (pod.getMetadata().getDeletionTimestamp() != null) {
                      watched.add("terminating " + pod.getMetadata().getName());
                    }
                  }

                  @Override
                  public void onDelete(Pod pod, boolean unknown) {
                    watched.add("deleted " + pod.getMetadata().getName());
                  }
                })) {
      cluster.client().pods().withName(name).delete();
      soon(() -> watched.contains("deleted " + name));
      assertThat(watched.getFirst()).isEqualTo("terminating " + name);
      soon(() -> cluster.ready() == 2);
      assertThat(informer.getStore().list()).hasSize(2);
    }
  }

  @Test
  void aDeletedDeploymentLeavesNothing() {
    cluster.client().apps().deployments().withName("web").delete();
    soon(() -> cluster.client().pods().list().getItems().isEmpty());
    assertThat(cluster.client().apps().replicaSets().list().getItems()).isEmpty();
  }

  @Test
  void logsAreThoseOfTheContainerAndOfItsLifeBefore() {
    var running = cluster.started().getFirst();
    running.container().output().write("one\ntwo\nthree");
    String pod = running.container().pod();
    assertThat(cluster.client().pods().withName(pod).tailingLines(2).getLog())
        .isEqualTo("two\nthree\n");
    assertThat(
            cluster
                .client()
                .pods()
                .withName(pod)
                .sinceTime(Instant.now().plusSeconds(9).toString())
                .getLog())
        .isEmpty();
    cluster.started().get(0).exit(new ContainerProcess.Exit(1, false));
    soon(() -> cluster.restarts() == 1);
    assertThat(cluster.client().pods().withName(pod).terminated().getLog()).contains("three");
    assertThat(cluster.client().pods().withName(pod).getLog()).doesNotContain("three");
  }

  @Test
  void fieldsSelectEventsAndAnApiThatIsNotThereIsNotFound() {
    assertThat(
            cluster
                .client()
                .v1()
                .events()
                .withField("involvedObject.kind", "Deployment")
                .list()
                .getItems())
        .extracting(it -> it.getReason())
        .containsOnly("ScalingReplicaSet");
    assertThat(cluster.client().supports(Deployment.class)).isTrue();
    assertThat(cluster.client().supports(HTTPRoute.class)).isFalse();
  }

  @Test
  void aNodeTellsPrometheusWhatItsContainersUse() {
    String metrics = cluster.client().raw("/api/v1/nodes/n1/proxy/metrics/cadvisor");
    assertThat(metrics)
        .contains("# TYPE container_cpu_cfs_throttled_periods_total counter")
        .containsPattern("container_memory_working_set_bytes\\{container=\"web\",.*pod=\"web-")
        .containsPattern("container_spec_cpu_quota\\{.*} 20000.0");
  }
}
