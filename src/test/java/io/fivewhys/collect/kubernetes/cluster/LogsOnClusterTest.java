package io.fivewhys.collect.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.logs.LogsConfig;
import io.fivewhys.collect.kubernetes.logs.PodLogReader;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.LogLines;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is read of logs, held against what {@code kubectl logs} would print. */
@Tag("cluster")
@Timeout(180)
class LogsOnClusterTest {
  private static final String WORKLOAD =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: %1$s, labels: {%2$s}}
      spec:
        replicas: %3$d
        selector: {matchLabels: {app: %1$s}}
        template:
          metadata:
            labels: {app: %1$s}
            annotations: {sim/state: %4$s, sim/log: "%5$s"}
          spec:
            terminationGracePeriodSeconds: 1
            containers: [{name: main, image: "%6$s", command: [sh, -c, "%7$s"]}]
      """;

  @TempDir Path data;
  private LiveCluster cluster;

  @BeforeEach
  void aGatewayAnUpstreamThatServesAndOneThatCrashes() {
    cluster = LiveCluster.open();
    cluster.create(workload("api-gateway", "app: api-gateway", 2, "ok", "GET /orders 502"));
    cluster.create(workload("catalog", "tier: backend", 3, "ok", "served 17 requests"));
    cluster.create(workload("orders", "tier: backend", 2, "crashloop", "panic: no config"));
    cluster.create(workload("prices", "tier: backend", 1, "imagepull", "never printed"));
    cluster.eventually(
        () ->
            statuses("orders").contains("CrashLoopBackOff")
                && running("catalog") == 3
                && running("api-gateway") == 2,
        it -> it);
  }

  /** Simulated or not, it prints this line and goes on, ends, or never begins. */
  private static String workload(
      String name, String labels, int replicas, String state, String line) {
    String image = state.equals("imagepull") ? "localhost:1/none" : "busybox:1.36";
    String end = state.equals("crashloop") ? "exit 1" : "sleep 3600";
    return WORKLOAD.formatted(
        name, labels, replicas, state, line, image, "echo '" + line + "'; " + end);
  }

  private long running(String workload) {
    return pods(workload).stream()
        .filter(it -> "Running".equals(it.getStatus().getPhase()))
        .count();
  }

  private String statuses(String workload) {
    return pods(workload).stream().map(it -> String.valueOf(it.getStatus())).toList().toString();
  }

  private List<io.fabric8.kubernetes.api.model.Pod> pods(String workload) {
    return cluster
        .client()
        .pods()
        .inNamespace(cluster.namespace())
        .withLabel("app", workload)
        .list()
        .getItems();
  }

  @AfterEach
  void cleanUp() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static List<LogLines> logs(Answer answer) {
    return answer.facts().stream()
        .filter(LogLines.class::isInstance)
        .map(LogLines.class::cast)
        .toList();
  }

  @Test
  void theLinesAreThoseThatTheClusterPrints() throws Exception {
    var observer = cluster.observer(new PodLogReader(LogsConfig.defaults()));
    Answer answer = cluster.eventually(observer::ask, it -> logs(it).size() == 5);

    assertThat(answer.isWhole()).as("facts %s", answer.facts()).isTrue();
    assertThat(logs(answer))
        .extracting(LogLines::workload)
        .containsExactly("api-gateway", "api-gateway", "orders", "orders", "catalog");
    for (LogLines each : logs(answer)) {
      String printed =
          cluster
              .client()
              .pods()
              .inNamespace(cluster.namespace())
              .withName(each.pod().orElseThrow())
              .inContainer("main")
              .getLog();
      assertThat(each.lines().stream().map(it -> it.substring(it.indexOf(' ') + 1)).distinct())
          .containsExactlyElementsOf(printed.lines().distinct().toList());
      assertThat(each.lines()).allMatch(it -> it.matches("[-0-9]{10}T[:0-9]{8}\\.[0-9]{9}Z .*"));
      assertThat(each.revision()).hasValue(1);
    }
  }

  @Test
  void whoMayNotReadLogsIsToldWhichRightIsMissing() throws Exception {
    cluster.create(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: nearly-all}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: nearly-all}
        rules:
          - {apiGroups: ["", apps], resources: [pods, deployments, statefulsets, daemonsets], verbs: [get, list, watch]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: nearly-all}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: nearly-all}
        subjects: [{kind: ServiceAccount, name: nearly-all}]
        """);
    var observer =
        cluster.observer(
            cluster.kubeconfigOf("nearly-all", data),
            List.of(),
            List.of(new PodLogReader(LogsConfig.defaults())));
    Answer answer = cluster.eventually(observer::ask, it -> !it.facts().isEmpty());
    assertThat(answer.facts())
        .containsExactly(
            new Blind(
                "logs",
                Optional.empty(),
                Optional.of(
                    "may not get pods/log in " + cluster.namespace() + ": grant get on pods/log"),
                Optional.empty()));
  }
}
