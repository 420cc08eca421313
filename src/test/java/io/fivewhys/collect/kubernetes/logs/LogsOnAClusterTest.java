package io.fivewhys.collect.kubernetes.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.RealCluster;
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
class LogsOnAClusterTest {
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
          spec: {containers: [{name: main, image: "shop/%1$s:1"}]}
      """;

  @TempDir Path data;
  private RealCluster cluster;

  @BeforeEach
  void aGatewayAnUpstreamThatServesAndOneThatCrashes() throws Exception {
    cluster =
        new RealCluster(data)
            .apply(
                WORKLOAD.formatted("api-gateway", "app: api-gateway", 2, "ok", "GET /orders 502"))
            .apply(WORKLOAD.formatted("catalog", "tier: backend", 3, "ok", "served\\nserved again"))
            .apply(
                WORKLOAD.formatted("orders", "tier: backend", 2, "crashloop", "panic: no config"))
            .apply(WORKLOAD.formatted("prices", "tier: backend", 1, "imagepull", "never printed"));
    cluster.await(
        "pods that crash and pods that serve",
        () ->
            statuses("orders").contains("CrashLoopBackOff")
                && running("catalog") == 3
                && running("api-gateway") == 2);
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
  void cleanUp() {
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
    cluster.with(new PodLogReader(LogsConfig.defaults()));
    Answer answer = cluster.lookUntil(it -> logs(it).size() == 5);

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
    cluster.apply(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: nearly-all}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: nearly-all}
        rules:
          - {apiGroups: ["", apps], resources: [pods, deployments, replicasets, statefulsets, daemonsets], verbs: [get, list, watch]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: nearly-all}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: nearly-all}
        subjects: [{kind: ServiceAccount, name: nearly-all}]
        """);
    cluster.with(cluster.kubeconfigOf("nearly-all", data), new PodLogReader(LogsConfig.defaults()));
    Answer answer = cluster.lookUntil(it -> !it.facts().isEmpty());
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
