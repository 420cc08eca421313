package io.fivewhys.collect.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fivewhys.collect.kubernetes.HeldObjects;
import io.fivewhys.fact.Workload;
import io.fivewhys.fact.Workload.Role;
import io.fivewhys.fact.WorkloadKind;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadReaderTest {
  private static final String ORDERS =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: orders
        creationTimestamp: "2026-11-20T09:00:00Z"
        labels: {tier: backend}
      spec:
        replicas: %d
        template: {metadata: {labels: {app: orders}}, spec: {containers: [{name: orders}]}}
      status: {readyReplicas: 1, updatedReplicas: 2, availableReplicas: 1, replicas: 3}
      """;

  private final WorkloadReader reader = new WorkloadReader();

  private List<Workload> read(HeldObjects objects, String at) {
    return reader.read(objects.at(at)).facts().stream().map(Workload.class::cast).toList();
  }

  private Workload only(String yaml) {
    return read(new HeldObjects().with(yaml), "2026-11-20T10:00:00Z").getFirst();
  }

  @Test
  void saysHowManyReplicasAreUp() {
    Workload orders = only(ORDERS.formatted(3));
    assertThat(orders.name()).isEqualTo("orders");
    assertThat(orders.namespace()).contains("shop");
    assertThat(orders.uid()).contains("Deployment-orders");
    assertThat(orders.kind()).isEqualTo(WorkloadKind.DEPLOYMENT);
    assertThat(orders.desired()).hasValue(3);
    assertThat(orders.ready()).hasValue(1);
    assertThat(orders.updated()).hasValue(2);
    assertThat(orders.available()).hasValue(1);
    assertThat(orders.createdAt()).contains(Instant.parse("2026-11-20T09:00:00Z"));
    assertThat(orders.isShort()).isTrue();
  }

  @Test
  void roleComesFromTheSelectors() {
    String yaml =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %s, labels: %s}
        spec: {template: {metadata: {labels: %s}, spec: {containers: []}}}
        """;
    var objects =
        new HeldObjects()
            .with(yaml.formatted("edge", "{app: api-gateway, tier: backend}", "{}"))
            .with(yaml.formatted("by-pods", "{}", "{tier: backend}"))
            .with(yaml.formatted("postgres", "{tier: data}", "{}"))
            .with(yaml.formatted("wiki", "{tier: frontend}", "{}"));
    assertThat(read(objects, "2026-11-20T10:00:00Z"))
        .extracting(it -> it.name() + " " + it.role().orElseThrow())
        .containsExactly(
            "by-pods " + Role.UPSTREAM, "edge " + Role.GATEWAY, "postgres " + Role.DEPENDENCY);
  }

  @Test
  void countThatIsLeftOutIsZero() {
    Workload orders =
        only(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: orders, labels: {tier: backend}}
            spec: {template: {spec: {containers: []}}}
            status: {unavailableReplicas: 1}
            """);
    assertThat(orders.desired()).hasValue(1);
    assertThat(orders.ready()).hasValue(0);
    assertThat(orders.available()).hasValue(0);
  }

  @Test
  void badConditionsAreNamedAsKubernetesNamesThem() {
    Workload orders =
        only(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: orders, labels: {tier: backend}}
            spec: {paused: true, template: {spec: {containers: []}}}
            status:
              conditions:
              - {type: Available, status: "False", reason: MinimumReplicasUnavailable}
              - {type: Progressing, status: "False", reason: ProgressDeadlineExceeded}
              - {type: ReplicaFailure, status: "True", reason: FailedCreate}
            """);
    assertThat(orders.conditions())
        .containsExactly(
            "MinimumReplicasUnavailable", "ProgressDeadlineExceeded", "ReplicaFailure");
    assertThat(orders.isPaused()).isTrue();
  }

  @Test
  void goodConditionsAreLeftOut() {
    Workload orders =
        only(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: orders, labels: {tier: backend}}
            spec: {template: {spec: {containers: []}}}
            status:
              conditions:
              - {type: Available, status: "True", reason: MinimumReplicasAvailable}
              - {type: Progressing, status: "True", reason: NewReplicaSetAvailable}
              - {type: ReplicaFailure, status: "False"}
            """);
    assertThat(orders.conditions()).isEmpty();
  }

  @Test
  void ownersInGitAreKnownByTheirMarks() {
    String yaml =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: orders, labels: {tier: backend, %s}, annotations: {%s}}
        spec: {template: {spec: {containers: []}}}
        """;
    assertThat(only(yaml.formatted("", "argocd.argoproj.io/tracking-id: shop")).managedBy())
        .contains("argocd");
    assertThat(only(yaml.formatted("kustomize.toolkit.fluxcd.io/name: shop", "")).managedBy())
        .contains("flux");
    assertThat(
            only(yaml.formatted(
                    "helm.toolkit.fluxcd.io/name: shop, app.kubernetes.io/managed-by: Helm", ""))
                .managedBy())
        .contains("flux");
    assertThat(only(yaml.formatted("app.kubernetes.io/managed-by: Helm", "")).managedBy())
        .contains("helm");
    assertThat(only(yaml.formatted("app.kubernetes.io/instance: shop", "")).managedBy()).isEmpty();
  }

  @Test
  void scalingBetweenTwoLooksIsSeen() {
    var objects = new HeldObjects().with(ORDERS.formatted(3));
    assertThat(read(objects, "2026-11-20T10:00:00Z").getFirst().previousDesired()).isEmpty();
    objects.with(ORDERS.formatted(1));
    Workload scaled = read(objects, "2026-11-20T10:00:30Z").getFirst();
    assertThat(scaled.previousDesired()).hasValue(3);
    assertThat(scaled.lastScaledAt()).contains(Instant.parse("2026-11-20T10:00:30Z"));
    Workload later = read(objects, "2026-11-20T10:05:00Z").getFirst();
    assertThat(later.previousDesired()).hasValue(3);
    assertThat(later.lastScaledAt()).contains(Instant.parse("2026-11-20T10:00:30Z"));
  }

  @Test
  void scalingWhileNobodyLookedIsNotDated() {
    var objects = new HeldObjects().with(ORDERS.formatted(3));
    read(objects, "2026-11-20T10:00:00Z");
    objects.with(ORDERS.formatted(1));
    Workload scaled = read(objects, "2026-11-20T11:00:00Z").getFirst();
    assertThat(scaled.previousDesired()).hasValue(3);
    assertThat(scaled.lastScaledAt()).isEmpty();
  }

  @Test
  void scalingBeforeTheFirstLookIsReadOffTheScaleSubresource() {
    Workload orders =
        only(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: orders
              labels: {tier: backend}
              managedFields:
              - {manager: kubectl, operation: Update, time: "2026-11-20T08:00:00Z"}
              - {manager: kubectl, operation: Update, subresource: scale, time: "2026-11-20T09:55:00Z"}
            spec: {replicas: 2, template: {spec: {containers: []}}}
            """);
    assertThat(orders.lastScaledAt()).contains(Instant.parse("2026-11-20T09:55:00Z"));
    assertThat(orders.previousDesired()).isEmpty();
  }

  private static String scaled(int number, String at, String message) {
    return """
    apiVersion: v1
    kind: Event
    metadata: {name: e%d}
    involvedObject: {kind: Deployment, name: orders, uid: Deployment-orders}
    reason: ScalingReplicaSet
    lastTimestamp: "2026-11-20T%s:00Z"
    message: %s
    """
        .formatted(number, at, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Scaled down replica set orders-aaa to 3 from 5",
        "Scaled down replica set orders-aaa from 5 to 3",
        "Scaled down replica set orders-aaa to 3"
      })
  void scalingBeforeTheFirstLookIsReadOffItsEvents(String message) {
    var objects =
        new HeldObjects()
            .with(ORDERS.formatted(3))
            .with(scaled(1, "07:00", "Scaled up replica set orders-aaa to 5"))
            .with(scaled(2, "09:50", message));
    Workload orders = read(objects, "2026-11-20T10:00:00Z").getFirst();
    assertThat(orders.previousDesired()).hasValue(5);
    assertThat(orders.lastScaledAt()).contains(Instant.parse("2026-11-20T09:50:00Z"));
  }

  @Test
  void rolloutIsNoScaling() {
    var objects =
        new HeldObjects()
            .with(ORDERS.formatted(3))
            .with(scaled(1, "09:49", "Scaled down replica set orders-aaa to 0 from 1"))
            .with(scaled(2, "09:50", "Scaled up replica set orders-bbb to 3 from 2"));
    assertThat(read(objects, "2026-11-20T10:00:00Z").getFirst().previousDesired()).isEmpty();
  }

  @Test
  void eventThatLedToAnotherNumberIsNoScalingToThisOne() {
    var objects =
        new HeldObjects()
            .with(ORDERS.formatted(3))
            .with(scaled(1, "09:50", "Scaled up replica set orders-bbb to 4 from 2"));
    assertThat(read(objects, "2026-11-20T10:00:00Z").getFirst().previousDesired()).isEmpty();
  }

  @Test
  void statefulSetOfAnOlderClusterDoesNotCountTheAvailable() {
    Workload kafka =
        only(
            """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: kafka, labels: {tier: data}}
            spec: {replicas: 3, template: {spec: {containers: []}}}
            status: {replicas: 3, readyReplicas: 2, updatedReplicas: 3}
            """);
    assertThat(kafka.kind()).isEqualTo(WorkloadKind.STATEFUL_SET);
    assertThat(kafka.ready()).hasValue(2);
    assertThat(kafka.available()).isEqualTo(OptionalLong.empty());
  }

  @Test
  void daemonSetWantsAsManyAsThereAreNodes() {
    Workload edge =
        only(
            """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: edge, labels: {app: api-gateway}}
            spec: {template: {spec: {containers: []}}}
            status: {desiredNumberScheduled: 4, currentNumberScheduled: 4, numberReady: 3, numberAvailable: 3, updatedNumberScheduled: 4}
            """);
    assertThat(edge.kind()).isEqualTo(WorkloadKind.DAEMON_SET);
    assertThat(edge.desired()).hasValue(4);
    assertThat(edge.ready()).hasValue(3);
    assertThat(edge.role()).contains(Role.GATEWAY);
  }

  @Test
  void workloadThatMayNotBeSeenIsNoFact() {
    var objects =
        new HeldObjects()
            .with(ORDERS.formatted(3))
            .with(PodReaderTest.RUNNING)
            .without(Deployment.class);
    assertThat(read(objects, "2026-11-20T10:00:00Z")).isEmpty();
  }
}
