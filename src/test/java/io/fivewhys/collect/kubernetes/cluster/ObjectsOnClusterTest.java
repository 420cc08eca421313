package io.fivewhys.collect.kubernetes.cluster;

import static io.fivewhys.collect.kubernetes.cluster.LiveCluster.fact;
import static io.fivewhys.collect.kubernetes.cluster.LiveCluster.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fivewhys.collect.Answer;
import io.fivewhys.fact.Autoscaler;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.ClusterEvent;
import io.fivewhys.fact.Endpoints;
import io.fivewhys.fact.NodeCondition;
import io.fivewhys.fact.NodeCondition.Condition;
import io.fivewhys.fact.Quota;
import io.fivewhys.fact.ResourceUsage;
import io.fivewhys.fact.ResourceUsage.Resource;
import io.fivewhys.fact.Setting;
import io.fivewhys.fact.VolumeClaim;
import io.fivewhys.fact.VolumeClaim.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is around workloads: endpoints, events, nodes, autoscalers, quotas, volumes, usage. */
@Tag("cluster")
@Timeout(300)
class ObjectsOnClusterTest {
  private static final String CORE = "/api/v1/namespaces/NAMESPACE/";
  private static final String ENDPOINTS = CORE + "endpoints";
  private static final String EVENTS = CORE + "events";
  private static final String QUOTAS = CORE + "resourcequotas";
  private static final String PODS = CORE + "pods";
  private static final String AUTOSCALERS =
      "/apis/autoscaling/v1/namespaces/NAMESPACE/horizontalpodautoscalers";
  private static final String USAGE = "/apis/metrics.k8s.io/v1beta1/namespaces/NAMESPACE/pods";
  private static final String PAUSE = "image: 'registry.k8s.io/pause:3.9'";

  private static LiveCluster cluster;
  private static Answer answer;
  private static Map<String, Map<String, JsonNode>> api;

  @BeforeAll
  static void makeEverything() throws Exception {
    cluster = LiveCluster.open();
    cluster.create(
        cluster.deployment(
            "orders",
            2,
            "sim/cpu: 250m, sim/memory: 480Mi",
            PAUSE
                + ", ports: [{name: http, containerPort: 8080}], resources: {limits: {cpu: '1',"
                + " memory: 512Mi}}, livenessProbe: {exec: {command: [/pause, -v]}}"));
    cluster.create(
        cluster.deployment(
            "unready",
            1,
            "sim/state: notready",
            PAUSE + ", readinessProbe: {tcpSocket: {port: 1}, periodSeconds: 1}"));
    cluster.create(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: orders}
        spec: {selector: {app: orders}, ports: [{port: 80, targetPort: http}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: unready}
        spec: {selector: {app: unready}, ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: writer}
        spec: {selector: {app: scribe, tier: backend}, ports: [{port: 80, targetPort: http}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: wrong-port}
        spec: {selector: {app: orders}, ports: [{port: 80, targetPort: web}]}
        ---
        apiVersion: autoscaling/v1
        kind: HorizontalPodAutoscaler
        metadata: {name: scale-orders}
        spec: {minReplicas: 2, maxReplicas: 4, targetCPUUtilizationPercentage: 95, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: orders}}
        ---
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: team}
        spec: {hard: {pods: "3", configmaps: "20"}}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: audit}
        spec: {accessModes: [ReadWriteOnce], storageClassName: no-such-class, resources: {requests: {storage: 1Gi}}}
        """);
    cluster.create(
        cluster
            .deployment("writer", 1, "", PAUSE)
            .replace(
                "containers:",
                "volumes: [{name: data, persistentVolumeClaim: {claimName: audit}}]\n"
                    + "      containers:"));
    cluster.eventually(ObjectsOnClusterTest::isSettled, it -> it);
    var observer = cluster.observer();
    var paths = new ArrayList<>(List.of(ENDPOINTS, EVENTS, QUOTAS, PODS, AUTOSCALERS));
    var steady = observer.askWhileSteady(paths.toArray(String[]::new));
    answer = steady.answer();
    api = steady.objects();
  }

  /** All controllers have seen what was made. */
  private static boolean isSettled() {
    Map<String, JsonNode> autoscalers = cluster.list(AUTOSCALERS);
    boolean scaled =
        autoscalers.values().stream().allMatch(it -> it.path("status").has("currentReplicas"));
    long usages =
        cluster.has(USAGE)
            ? cluster.list(USAGE).keySet().stream().filter(it -> it.startsWith("orders")).count()
            : 2;
    String counted = cluster.list(QUOTAS).get("team").at("/status/used/pods").asText();
    boolean complained =
        cluster.list(EVENTS).values().stream()
            .anyMatch(it -> it.path("reason").asText().equals("ProvisioningFailed"));
    boolean refused =
        cluster.list(EVENTS).values().stream()
            .anyMatch(it -> it.path("reason").asText().equals("FailedCreate"));
    int serving = cluster.list(ENDPOINTS).get("orders").at("/subsets/0/addresses").size();
    int waiting = cluster.list(ENDPOINTS).get("unready").at("/subsets/0/notReadyAddresses").size();
    return scaled
        && usages == 2
        && counted.equals("3")
        && complained
        && refused
        && serving == 2
        && waiting == 1;
  }

  @AfterAll
  static void takeAway() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void everyServiceHasTheAddressesThatTheApiTells() {
    Map<String, JsonNode> endpoints = api.get(ENDPOINTS);
    assertThat(facts(answer, Endpoints.class))
        .extracting(Endpoints::service)
        .containsExactlyInAnyOrderElementsOf(endpoints.keySet());
    for (Endpoints each : facts(answer, Endpoints.class)) {
      List<String> ready = new ArrayList<>();
      List<String> notReady = new ArrayList<>();
      for (JsonNode subset : endpoints.get(each.service()).path("subsets")) {
        subset.path("addresses").forEach(it -> ready.add(it.path("ip").asText()));
        subset.path("notReadyAddresses").forEach(it -> notReady.add(it.path("ip").asText()));
      }
      if (!each.service().equals("wrong-port")) {
        assertThat(each.ready()).as("%s", each).hasValue(ready.size());
        assertThat(each.notReady()).as("%s", each).hasValue(notReady.size());
        assertThat(each.addresses()).containsExactlyInAnyOrderElementsOf(ready);
      }
      JsonNode service = cluster.list(CORE + "services").get(each.service());
      assertThat(each.clusterIp()).contains(service.at("/spec/clusterIP").asText());
      assertThat(each.ports()).containsExactly(80);
    }
  }

  @Test
  void plainMistakesOfServicesAreTold() {
    assertThat(fact(answer, Endpoints.class, it -> it.service().equals("orders")).problem())
        .isEmpty();
    Endpoints lost = fact(answer, Endpoints.class, it -> it.service().equals("writer"));
    assertThat(lost.problem()).contains("the selector matches no pod");
    assertThat(lost.workload()).contains("writer");
    assertThat(fact(answer, Endpoints.class, it -> it.service().equals("wrong-port")).problem())
        .contains("target port web is not declared by any container of orders");
  }

  @Test
  void everyWarningIsToldAsTheApiTellsIt() {
    Map<String, Long> told = new TreeMap<>();
    List<String> messages = new ArrayList<>();
    for (ClusterEvent each : facts(answer, ClusterEvent.class)) {
      if (each.namespace().filter(cluster.namespace()::equals).isPresent()
          && each.type().filter(ClusterEvent.Type.WARNING::equals).isPresent()) {
        told.merge(each.object() + " " + each.reason(), each.count().orElse(0), Long::sum);
        messages.add(each.object() + " " + each.reason() + " " + each.message().orElse(""));
      }
    }
    Map<String, Long> said = new TreeMap<>();
    List<String> saidMessages = new ArrayList<>();
    for (JsonNode each : api.get(EVENTS).values()) {
      if (each.path("type").asText().equals("Warning")) {
        String object =
            each.at("/involvedObject/kind").asText()
                + "/"
                + each.at("/involvedObject/name").asText();
        long count =
            Math.max(1, Math.max(each.path("count").asLong(), each.at("/series/count").asLong()));
        String what = object + " " + each.path("reason").asText();
        said.merge(what, count, Long::sum);
        saidMessages.add(
            what + " " + each.path("message").asText().replaceAll("\\s+", " ").strip());
      }
    }
    assertThat(said).isNotEmpty();
    assertThat(told).isEqualTo(said);
    assertThat(saidMessages).containsAll(messages);
  }

  @Test
  void eventsBelongToTheirWorkloads() {
    ClusterEvent refused =
        fact(
            answer,
            ClusterEvent.class,
            it -> it.reason().equals("FailedCreate") && it.mentions("exceeded quota"));
    assertThat(refused.workload().orElseThrow()).isIn("writer", "orders", "unready");
    ClusterEvent unprovided =
        facts(answer, ClusterEvent.class).stream()
            .filter(it -> it.reason().equals("ProvisioningFailed"))
            .findFirst()
            .orElseThrow();
    assertThat(unprovided.workload()).contains("writer");
    assertThat(facts(answer, ClusterEvent.class))
        .filteredOn(it -> it.object().equals("Deployment/orders"))
        .extracting(ClusterEvent::reason)
        .contains("ScalingReplicaSet");
  }

  @Test
  void everyQuotaIsToldAsTheApiTellsIt() {
    JsonNode status = api.get(QUOTAS).get("team").path("status");
    assertThat(facts(answer, Quota.class)).hasSize(status.path("hard").size());
    for (Quota quota : facts(answer, Quota.class)) {
      assertThat(quota.hard()).hasValue(amount(status.path("hard").path(quota.resource())));
      assertThat(quota.used()).hasValue(amount(status.path("used").path(quota.resource())));
    }
    assertThat(fact(answer, Quota.class, it -> it.resource().equals("pods")).isAtLeast(1)).isTrue();
  }

  @Test
  void autoscalerIsToldAsTheApiTellsIt() {
    JsonNode said = api.get(AUTOSCALERS).get("scale-orders");
    Autoscaler told = fact(answer, Autoscaler.class, it -> true);
    assertThat(told.workload()).isEqualTo("orders");
    assertThat(told.min()).hasValue(said.at("/spec/minReplicas").asLong());
    assertThat(told.max()).hasValue(said.at("/spec/maxReplicas").asLong());
    assertThat(told.current()).hasValue(said.at("/status/currentReplicas").asLong());
  }

  @Test
  void claimThatNobodyProvidesForIsToldWithTheReason() {
    VolumeClaim claim = fact(answer, VolumeClaim.class, it -> true);
    assertThat(claim.name()).isEqualTo("audit");
    assertThat(claim.workload()).contains("writer");
    assertThat(claim.phase()).contains(Phase.PENDING);
    assertThat(claim.problem().orElseThrow()).contains("no-such-class");
  }

  @Test
  void nodesThatPodsLieOnAreToldAsTheApiTellsThem() {
    Map<String, JsonNode> nodes = cluster.list("/api/v1/nodes");
    for (JsonNode pod : api.get(PODS).values()) {
      String name = pod.at("/spec/nodeName").asText();
      if (!name.isEmpty()) {
        NodeCondition ready =
            fact(
                answer,
                NodeCondition.class,
                it -> it.node().equals(name) && it.condition() == Condition.READY);
        for (JsonNode condition : nodes.get(name).at("/status/conditions")) {
          if (condition.path("type").asText().equals("Ready")) {
            assertThat(ready.status()).isEqualTo(condition.path("status").asText().equals("True"));
          }
        }
      }
    }
  }

  @Test
  void usageIsToldAgainstLimits() {
    assumeThat(cluster.has(USAGE)).as("the cluster has no metrics.k8s.io").isTrue();
    assumeThat(cluster.isSimulated()).as("usage of a real cluster does not stand still").isTrue();
    Map<String, JsonNode> said = cluster.list(USAGE);
    List<ResourceUsage> told =
        facts(answer, ResourceUsage.class).stream()
            .filter(it -> it.workload().equals("orders"))
            .toList();
    assertThat(told).hasSize(4);
    for (ResourceUsage each : told) {
      JsonNode usage = said.get(each.podName()).at("/containers/0/usage");
      assertThat(each.used()).hasValue(amount(usage.path(each.resource().toString())));
      assertThat(each.limit()).hasValue(each.resource() == Resource.CPU ? 1 : 512 << 20);
      assertThat(each.container()).contains("orders");
    }
  }

  @Test
  void settingsAreReadOffTheObjects() {
    assertThat(facts(answer, Setting.class))
        .filteredOn(it -> it.of().equals("orders") || it.of().equals("Service/orders"))
        .extracting(it -> it.of() + " " + it.name() + " " + it.shown())
        .contains(
            "orders labels app=orders,tier=backend",
            "orders container_port http",
            "orders liveness_timeout 1.0",
            "Service/orders selector app=orders",
            "Service/orders target_port http");
  }

  @Test
  void nothingElseIsBlind() {
    assertThat(facts(answer, Blind.class))
        .filteredOn(it -> !it.subject().orElse("").equals("usage"))
        .isEmpty();
  }

  @Test
  void whatAnOlderClusterLacksIsNotedAtTheFirstLook() throws Exception {
    Answer first = cluster.observer().ask();
    if (!cluster.has("/apis/discovery.k8s.io/v1")) {
      assertThat(first.notes())
          .anyMatch(it -> it.startsWith("this cluster has no discovery.k8s.io/v1"));
    }
    if (!cluster.has("/apis/autoscaling/v2")) {
      assertThat(first.notes()).anyMatch(it -> it.startsWith("this cluster has no autoscaling/v2"));
    }
  }

  private static double amount(JsonNode quantity) {
    return Quantity.parse(quantity.asText()).getNumericalAmount().doubleValue();
  }
}
