package io.fivewhys.collect.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.kubernetes.HeldObjects;
import io.fivewhys.fact.Rollout;
import io.fivewhys.fact.Rollout.Change;
import io.fivewhys.fact.Rollout.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutReaderTest {
  private static final String CONTAINER = "containers: [{name: orders, image: 'orders:1'}]";

  private final HeldObjects objects = new HeldObjects();

  private List<Rollout> read() {
    return new RolloutReader()
        .read(objects.at("2026-11-20T10:00:00Z")).facts().stream()
            .map(Rollout.class::cast)
            .toList();
  }

  private Rollout only() {
    List<Rollout> all = read();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private void deployment(String rest) {
    objects.with(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: orders, uid: d-1, labels: {tier: backend}}
        spec: {replicas: 2, template: {spec: {containers: []}}}
        """
            + rest);
  }

  private void replicaSet(
      String hash, int revision, String created, String podAnnotations, String podSpec) {
    replicaSet(hash, revision, "", created, podAnnotations, podSpec);
  }

  private void replicaSet(
      String hash,
      int revision,
      String earlier,
      String created,
      String podAnnotations,
      String podSpec) {
    objects.with(
        """
        apiVersion: apps/v1
        kind: ReplicaSet
        metadata:
          name: orders-%s
          creationTimestamp: "%s"
          annotations: {deployment.kubernetes.io/revision: "%d", deployment.kubernetes.io/revision-history: "%s"}
          ownerReferences: [{kind: Deployment, name: orders, uid: d-1, controller: true}]
        spec:
          template:
            metadata: {labels: {app: orders, pod-template-hash: %s}, annotations: {%s}}
            spec: {%s}
        """
            .formatted(hash, created, revision, earlier, hash, podAnnotations, podSpec));
  }

  @Test
  void newImage() {
    deployment("");
    replicaSet("aaa", 41, "2026-10-01T00:00:00Z", "", CONTAINER);
    replicaSet("bbb", 42, "2026-11-20T09:50:00Z", "", CONTAINER.replace(":1", ":2"));
    Rollout rollout = only();
    assertThat(rollout.workload()).isEqualTo("orders");
    assertThat(rollout.namespace()).contains("shop");
    assertThat(rollout.revision()).hasValue(42);
    assertThat(rollout.previousRevision()).hasValue(41);
    assertThat(rollout.at()).isEqualTo(Instant.parse("2026-11-20T09:50:00Z"));
    assertThat(rollout.image()).contains("orders:2");
    assertThat(rollout.previousImage()).contains("orders:1");
    assertThat(rollout.changes()).containsExactly(Change.IMAGE);
  }

  @Test
  void firstRevisionOfAnOldWorkloadIsNoRollout() {
    deployment("");
    replicaSet("aaa", 1, "2026-10-01T00:00:00Z", "", CONTAINER);
    assertThat(read()).isEmpty();
  }

  @Test
  void firstRevisionOfANewWorkloadIsOneThatCannotBeUndone() {
    deployment("");
    replicaSet(
        "aaa",
        1,
        "2026-11-20T09:00:00Z",
        "",
        "containers: [{name: orders, image: 'orders:1', env: [{name: A, value: b}], resources:"
            + " {}}]");
    Rollout rollout = only();
    assertThat(rollout.canBeUndone()).isFalse();
    assertThat(rollout.image()).contains("orders:1");
    assertThat(rollout.changes()).containsExactly(Change.IMAGE, Change.ENV);
  }

  @Test
  void whatCameBeforeARevisionIsUnknownWhereItWasCleanedUp() {
    deployment("");
    replicaSet("zzz", 57, "2026-11-20T09:00:00Z", "", CONTAINER);
    Rollout rollout = only();
    assertThat(rollout.canBeUndone()).isFalse();
    assertThat(rollout.changes()).isEmpty();
    assertThat(rollout.isHarmless()).isFalse();
  }

  @Test
  void severalRolloutsOfOneWorkloadAreEachTold() {
    deployment("");
    replicaSet("aaa", 1, "2026-10-01T00:00:00Z", "", CONTAINER);
    replicaSet("bbb", 2, "2026-11-20T08:00:00Z", "", CONTAINER.replace(":1", ":2"));
    replicaSet("ccc", 3, "2026-11-20T09:00:00Z", "", CONTAINER.replace(":1", ":3"));
    assertThat(read())
        .extracting(it -> it.revision().getAsLong() + " " + it.image().orElseThrow())
        .containsExactly("2 orders:2", "3 orders:3");
    assertThat(read().getFirst().status()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RESOURCES | containers: [{name: orders, image: 'orders:1', resources: {limits: {cpu:"
            + " 1}}}]",
        "PROBES | containers: [{name: orders, image: 'orders:1', readinessProbe: {httpGet: {path:"
            + " /r, port: 80}}}]",
        "PROBES | containers: [{name: orders, image: 'orders:1', startupProbe: {tcpSocket: {port:"
            + " 80}}}]",
        "COMMAND | containers: [{name: orders, image: 'orders:1', command: [run]}]",
        "COMMAND | containers: [{name: orders, image: 'orders:1', args: [--fast]}]",
        "ENV | containers: [{name: orders, image: 'orders:1', env: [{name: A, value: b}]}]",
        "ENV | containers: [{name: orders, image: 'orders:1', env: [{name: A, valueFrom: {fieldRef:"
            + " {fieldPath: status.podIP}}}]}]",
        "CONFIG | containers: [{name: orders, image: 'orders:1', env: [{name: A, valueFrom:"
            + " {secretKeyRef: {name: s, key: k}}}]}]",
        "CONFIG | containers: [{name: orders, image: 'orders:1', envFrom: [{configMapRef: {name:"
            + " c}}]}]",
        "CONFIG | containers: [{name: orders, image: 'orders:1', volumeMounts: [{name: c,"
            + " mountPath: /c}]}]",
        "CONFIG | containers: [{name: orders, image: 'orders:1'}], volumes: [{name: c, configMap:"
            + " {name: c}}]",
        "OTHER | containers: [{name: orders, image: 'orders:1', ports: [{containerPort: 80}]}]",
        "OTHER | containers: [{name: orders, image: 'orders:1'}, {name: proxy, image: 'proxy:1'}]",
        "OTHER | containers: [{name: orders, image: 'orders:1'}], serviceAccountName: other",
        "IMAGE | containers: [{name: orders, image: 'orders:2'}]",
      })
  void everyChangeOfTheTemplateHasItsName(Change change, String spec) {
    deployment("");
    replicaSet("aaa", 1, "2026-10-01T00:00:00Z", "", CONTAINER);
    replicaSet("bbb", 2, "2026-11-20T09:00:00Z", "", spec);
    assertThat(only().changes()).containsExactly(change);
  }

  @Test
  void restartByHandChangesAnnotationsAlone() {
    deployment("");
    replicaSet("aaa", 1, "2026-10-01T00:00:00Z", "", CONTAINER);
    replicaSet(
        "bbb",
        2,
        "2026-11-20T09:00:00Z",
        "kubectl.kubernetes.io/restartedAt: '2026-11-20T09:00:00Z'",
        CONTAINER);
    assertThat(only().isHarmless()).isTrue();
  }

  @Test
  void checksumOfTheConfigurationIsAChangeOfIt() {
    deployment("");
    replicaSet("aaa", 1, "2026-10-01T00:00:00Z", "checksum/config: one", CONTAINER);
    replicaSet("bbb", 2, "2026-11-20T09:00:00Z", "checksum/config: two", CONTAINER);
    assertThat(only().changes()).containsExactly(Change.CONFIG);
  }

  @Test
  void undoIsARolloutOfItsOwnAtTheTimeWhenItsFirstPodWasMade() {
    deployment("");
    replicaSet("aaa", 3, "1", "2026-10-01T00:00:00Z", "", CONTAINER);
    replicaSet("bbb", 2, "2026-11-20T09:00:00Z", "", CONTAINER.replace(":1", ":2"));
    pod("orders-aaa-old", "aaa", "2026-11-20T08:00:00Z");
    pod("orders-aaa-one", "aaa", "2026-11-20T09:30:05Z");
    pod("orders-aaa-two", "aaa", "2026-11-20T09:30:09Z");
    Rollout undo =
        read().stream().filter(it -> it.revision().getAsLong() == 3).findFirst().orElseThrow();
    assertThat(undo.previousRevision()).hasValue(2);
    assertThat(undo.at()).isEqualTo(Instant.parse("2026-11-20T09:30:05Z"));
    assertThat(undo.image()).contains("orders:1");
    assertThat(undo.previousImage()).contains("orders:2");
    assertThat(undo.changes()).containsExactly(Change.IMAGE);
  }

  private void deploymentWrittenBy(String... managersAndTimes) {
    var entries = new StringBuilder();
    for (int i = 0; i < managersAndTimes.length; i += 2) {
      entries.append(
          """
          - {manager: %s, time: "%s", fieldsV1: {"f:spec": {"f:template": {"f:spec": {}}}}}
          """
              .formatted(managersAndTimes[i], managersAndTimes[i + 1])
              .indent(2));
    }
    objects.with(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: orders
          uid: d-1
          labels: {tier: backend}
          managedFields:
        %s  - {manager: kube-controller-manager, time: "2026-11-20T09:59:00Z", fieldsV1: {"f:status": {}}}
        spec: {replicas: 0, template: {spec: {containers: []}}}
        """
            .formatted(entries));
  }

  @Test
  void undoOfWhichNoPodIsLeftIsDatedByWhoeverWroteTheTemplate() {
    deploymentWrittenBy(
        "kubectl-set", "2026-11-20T09:00:00Z", "kubectl-rollout", "2026-11-20T09:40:00Z");
    replicaSet("aaa", 3, "1", "2026-10-01T00:00:00Z", "", CONTAINER);
    replicaSet("bbb", 2, "2026-11-20T09:00:00Z", "", CONTAINER.replace(":1", ":2"));
    assertThat(read().getLast().at()).isEqualTo(Instant.parse("2026-11-20T09:40:00Z"));
  }

  /** Rolled out, undone, and rolled out once more: both objects are older than all of it. */
  @Test
  void whatWentToAndFroIsDatedByWhoeverWroteLastBeforeItsFirstPod() {
    deploymentWrittenBy(
        "undo",
        "2026-11-20T09:30:00Z",
        "kubectl-set",
        "2026-11-20T09:40:00Z",
        "kubectl-edit",
        "2026-11-20T09:50:00Z");
    replicaSet("aaa", 3, "1", "2026-10-01T00:00:00Z", "", CONTAINER);
    replicaSet("bbb", 4, "2", "2026-10-02T00:00:00Z", "", CONTAINER.replace(":1", ":2"));
    pod("orders-bbb-one", "bbb", "2026-11-20T09:40:02Z");
    pod("orders-bbb-two", "bbb", "2026-11-20T09:50:03Z");
    Rollout again = read().getLast();
    assertThat(again.revision()).hasValue(4);
    assertThat(again.at()).isEqualTo(Instant.parse("2026-11-20T09:40:00Z"));
  }

  @Test
  void statusIsThatOfKubectl() {
    replicaSet("aaa", 1, "2026-10-01T00:00:00Z", "", CONTAINER);
    replicaSet("bbb", 2, "2026-11-20T09:00:00Z", "", CONTAINER.replace(":1", ":2"));
    deployment("status: {replicas: 3, updatedReplicas: 1, availableReplicas: 2}");
    assertThat(only().status()).contains(Status.PROGRESSING);
    deployment("status: {replicas: 2, updatedReplicas: 2, availableReplicas: 2}");
    assertThat(only().status()).contains(Status.COMPLETE);
    deployment(
        "status: {replicas: 3, updatedReplicas: 1, availableReplicas: 2, conditions: [{type:"
            + " Progressing, status: 'False', reason: ProgressDeadlineExceeded}]}");
    assertThat(only().hasFailed()).isTrue();
    // It was complete; that a pod fails since does not begin it anew.
    deployment(
        "status: {replicas: 2, updatedReplicas: 2, availableReplicas: 0, conditions: [{type:"
            + " Progressing, status: 'True', reason: NewReplicaSetAvailable}]}");
    assertThat(only().status()).contains(Status.COMPLETE);
  }

  @Test
  void statefulSetsAndDaemonSetsKeepTheirRevisionsElsewhere() {
    objects.with(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: kafka, uid: s-1, labels: {tier: data}}
        spec: {replicas: 1, template: {spec: {containers: []}}}
        status: {replicas: 1, readyReplicas: 1, updatedReplicas: 1, availableReplicas: 1}
        """);
    for (int revision : new int[] {1, 2}) {
      objects.with(
          """
          apiVersion: apps/v1
          kind: ControllerRevision
          metadata:
            name: kafka-%d
            creationTimestamp: "2026-11-20T0%d:00:00Z"
            ownerReferences: [{kind: StatefulSet, name: kafka, uid: s-1, controller: true}]
          revision: %d
          data: {spec: {template: {$patch: replace, spec: {containers: [{name: kafka, image: "kafka:%d"}]}}}}
          """
              .formatted(revision, revision, revision, revision));
    }
    Rollout rollout = read().getLast();
    assertThat(rollout.workload()).isEqualTo("kafka");
    assertThat(rollout.revision()).hasValue(2);
    assertThat(rollout.previousRevision()).hasValue(1);
    assertThat(rollout.changes()).containsExactly(Change.IMAGE);
    assertThat(rollout.image()).contains("kafka:2");
    assertThat(rollout.status()).contains(Status.COMPLETE);
  }

  private void pod(String name, String hash, String created) {
    objects.with(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          creationTimestamp: "%s"
          labels: {pod-template-hash: %s}
          ownerReferences: [{kind: ReplicaSet, name: orders-%s, uid: ReplicaSet-orders-%s, controller: true}]
        """
            .formatted(name, created, hash, hash, hash));
  }
}
