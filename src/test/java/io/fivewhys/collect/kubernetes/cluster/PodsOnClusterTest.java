package io.fivewhys.collect.kubernetes.cluster;

import static io.fivewhys.collect.kubernetes.cluster.LiveCluster.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.collect.Answer;
import io.fivewhys.fact.Pod;
import io.fivewhys.fact.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workloads and pods in every state that they can be in. */
@Tag("cluster")
@Timeout(300)
class PodsOnClusterTest {
  private static final String PODS = "/api/v1/namespaces/NAMESPACE/pods";
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/NAMESPACE/deployments";
  private static final String REPLICA_SETS = "/apis/apps/v1/namespaces/NAMESPACE/replicasets";
  private static final String PAUSE = "image: 'registry.k8s.io/pause:3.9'";

  /** By name: what the pod is told in a simulated cluster, and the container of a real one. */
  private static final Map<String, List<String>> STATES =
      new TreeMap<>(
          Map.of(
              "ok", List.of("ok", PAUSE),
              "crashloop", List.of("crashloop", PAUSE + ", args: ['-v']"),
              "oom", List.of("oom", ""),
              "imagepull", List.of("imagepull", "image: 'registry.invalid/none:1'"),
              "notready",
                  List.of(
                      "notready",
                      PAUSE + ", readinessProbe: {tcpSocket: {port: 1}, periodSeconds: 1}"),
              "configerror",
                  List.of("configerror", PAUSE + ", envFrom: [{configMapRef: {name: none}}]")));

  private static LiveCluster cluster;
  private static Answer answer;
  private static Map<String, JsonNode> pods;
  private static Map<String, JsonNode> deployments;

  @BeforeAll
  static void makeEveryState() throws Exception {
    cluster = LiveCluster.open();
    for (var state : STATES.entrySet()) {
      String told = state.getValue().getFirst();
      String real = state.getValue().getLast();
      if (cluster.isSimulated()) {
        cluster.create(
            cluster.deployment(state.getKey(), 2, "sim/state: " + told, "image: 'app:1'"));
      } else if (!real.isEmpty()) {
        cluster.create(cluster.deployment(state.getKey(), 2, "", real));
      }
    }
    cluster.create(
        cluster.deployment(
            "unschedulable", 1, "", PAUSE + ", resources: {requests: {cpu: '650'}}"));
    cluster.create(
        cluster
            .deployment("edge", 1, "", PAUSE)
            .replace("app: edge, tier: backend}}\nspec", "app: api-gateway}}\nspec"));
    cluster.create(
        cluster.deployment("wiki", 1, "", PAUSE).replace("tier: backend", "tier: frontend"));
    var observer = cluster.observer();
    cluster.eventually(
        () -> cluster.list(PODS).values().stream().filter(PodsOnClusterTest::isSettled).count(),
        it -> it == expectedPods());
    var steady = observer.askWhileSteady(PODS, DEPLOYMENTS, REPLICA_SETS);
    answer = steady.answer();
    pods = steady.objects().get(PODS);
    deployments = steady.objects().get(DEPLOYMENTS);
  }

  private static long expectedPods() {
    return 2L * (cluster.isSimulated() ? STATES.size() : STATES.size() - 1) + 3;
  }

  /** It shows what it was made for. */
  private static boolean isSettled(JsonNode pod) {
    String name = pod.at("/metadata/labels/app").asText();
    JsonNode state = pod.at("/status/containerStatuses/0/state");
    return switch (name) {
      case "crashloop", "oom" -> state.at("/waiting/reason").asText().equals("CrashLoopBackOff");
      case "imagepull" -> state.at("/waiting/reason").asText().equals("ImagePullBackOff");
      case "configerror" ->
          state.at("/waiting/reason").asText().equals("CreateContainerConfigError");
      case "unschedulable" -> pod.at("/status/conditions").size() > 0;
      default -> state.has("running");
    };
  }

  @AfterAll
  static void takeAway() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void everyPodOfAWorkloadOfConcernIsToldAndNoOther() {
    assertThat(facts(answer, Pod.class))
        .extracting(Pod::name)
        .containsExactlyInAnyOrderElementsOf(
            pods.entrySet().stream()
                .filter(it -> !it.getValue().at("/metadata/labels/app").asText().equals("wiki"))
                .map(Map.Entry::getKey)
                .toList());
  }

  @Test
  void everyPodIsToldAsTheApiTellsIt() {
    for (Pod pod : facts(answer, Pod.class)) {
      JsonNode api = pods.get(pod.name());
      JsonNode status = api.path("status");
      assertThat(pod.namespace()).contains(cluster.namespace());
      assertThat(pod.workload()).contains(api.at("/metadata/labels/app").asText());
      assertThat(pod.revision()).hasValue(1);
      assertThat(pod.phase().orElseThrow()).hasToString(status.path("phase").asText());
      assertThat(pod.node().orElse("")).isEqualTo(api.at("/spec/nodeName").asText());
      assertThat(pod.ready()).contains(condition(status, "Ready").equals("True"));
      JsonNode container = status.at("/containerStatuses/0");
      assertThat(pod.restarts()).hasValue(container.path("restartCount").asLong());
      assertThat(pod.waitingReason().orElse(""))
          .isEqualTo(container.at("/state/waiting/reason").asText());
      assertThat(pod.terminatedReason().orElse(""))
          .isEqualTo(container.at("/lastState/terminated/reason").asText());
      assertThat(pod.exitCode().orElse(-1))
          .isEqualTo(container.at("/lastState/terminated/exitCode").asInt(-1));
      if (container.at("/state").has("running")) {
        assertThat(pod.startedAt())
            .contains(Instant.parse(container.at("/state/running/startedAt").asText()));
      }
    }
  }

  @Test
  void everyStateIsRecognized() {
    for (Pod pod : facts(answer, Pod.class)) {
      boolean right =
          switch (pod.owner()) {
            case "ok", "edge" -> pod.isServing() && !pod.isFailing();
            case "crashloop" -> pod.isCrashing() && pod.hasRestartedInWindow();
            case "oom" -> pod.isOomKilled() && pod.isCrashing();
            case "imagepull" -> pod.cannotPullImage() && pod.message().isPresent();
            case "notready" -> pod.isRunningButUnready() && !pod.isCrashing();
            case "configerror" -> pod.cannotBeConfigured() && pod.message().isPresent();
            case "unschedulable" -> pod.isUnscheduled() && pod.schedulingProblem().isPresent();
            default -> false;
          };
      assertThat(right).as("%s", pod).isTrue();
    }
  }

  @Test
  void memoryKillsAreRecognizedWhereTheyCanBeMade() {
    assumeThat(cluster.isSimulated())
        .as("a container that really uses too much memory is not made on a real cluster")
        .isTrue();
    assertThat(facts(answer, Pod.class)).filteredOn(Pod::isOomKilled).hasSize(2);
  }

  @Test
  void everyWorkloadIsToldAsTheApiTellsIt() {
    assertThat(facts(answer, Workload.class)).hasSize(deployments.size() - 1);
    for (Workload workload : facts(answer, Workload.class)) {
      JsonNode api = deployments.get(workload.name());
      JsonNode status = api.path("status");
      assertThat(workload.desired()).hasValue(api.at("/spec/replicas").asLong());
      assertThat(workload.ready()).hasValue(status.path("readyReplicas").asLong());
      assertThat(workload.available()).hasValue(status.path("availableReplicas").asLong());
      assertThat(workload.updated()).hasValue(status.path("updatedReplicas").asLong());
      assertThat(workload.createdAt())
          .contains(Instant.parse(api.at("/metadata/creationTimestamp").asText()));
      assertThat(workload.role().orElseThrow())
          .hasToString(workload.name().equals("edge") ? "gateway" : "upstream");
      boolean unavailable = condition(status, "Available").equals("False");
      assertThat(workload.conditions().contains("MinimumReplicasUnavailable"))
          .isEqualTo(unavailable);
    }
  }

  private static String condition(JsonNode status, String type) {
    for (JsonNode each : status.path("conditions")) {
      if (each.path("type").asText().equals(type)) {
        return each.path("status").asText();
      }
    }
    return "";
  }
}
