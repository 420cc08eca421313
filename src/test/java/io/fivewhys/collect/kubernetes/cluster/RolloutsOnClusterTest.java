package io.fivewhys.collect.kubernetes.cluster;

import static io.fivewhys.collect.kubernetes.cluster.LiveCluster.facts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fivewhys.collect.Answer;
import io.fivewhys.fact.Pod;
import io.fivewhys.fact.Rollout;
import io.fivewhys.fact.Rollout.Change;
import io.fivewhys.fact.Rollout.Status;
import io.fivewhys.fact.Workload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rollouts of every sort, undo, and scaling. */
@Tag("cluster")
@Timeout(300)
class RolloutsOnClusterTest {
  private static final String PAUSE = "image: 'registry.k8s.io/pause:3.9'";
  private static final String REPLICA_SETS = "/apis/apps/v1/namespaces/NAMESPACE/replicasets";
  private static final String REVISION = "deployment.kubernetes.io/revision";

  private static LiveCluster cluster;
  private static LiveCluster.Observer observer;

  @BeforeAll
  static void open() {
    cluster = LiveCluster.open();
    observer = cluster.observer();
  }

  @AfterAll
  static void takeAway() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static void patch(String deployment, String template) {
    cluster
        .client()
        .apps()
        .deployments()
        .inNamespace(cluster.namespace())
        .withName(deployment)
        .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "spec: {template: " + template + "}");
  }

  /** The newest rollout of a workload, once it is of this revision and this far. */
  private static Rollout awaited(String workload, long revision, Status status) {
    return cluster
        .eventually(
            () -> newest(observer.ask(), workload),
            it ->
                it.filter(r -> r.revision().orElse(0) == revision)
                    .flatMap(Rollout::status)
                    .filter(status::equals)
                    .isPresent())
        .orElseThrow();
  }

  private static Optional<Rollout> newest(Answer answer, String workload) {
    return facts(answer, Rollout.class).stream()
        .filter(it -> it.workload().equals(workload))
        .max(Comparator.comparingLong(it -> it.revision().orElse(0)));
  }

  /** The ReplicaSet of a revision, as the API tells it. */
  private static JsonNode replicaSet(String deployment, long revision) {
    return cluster.list(REPLICA_SETS).values().stream()
        .filter(it -> it.at("/metadata/ownerReferences/0/name").asText().equals(deployment))
        .filter(it -> it.path("metadata").path("annotations").path(REVISION).asLong() == revision)
        .findFirst()
        .orElseThrow();
  }

  private static void isToldAsTheApiTellsIt(Rollout rollout) {
    JsonNode now = replicaSet(rollout.workload(), rollout.revision().orElseThrow());
    assertThat(rollout.at())
        .isEqualTo(Instant.parse(now.at("/metadata/creationTimestamp").asText()));
    assertThat(rollout.image()).contains(now.at("/spec/template/spec/containers/0/image").asText());
    if (rollout.previousRevision().isPresent()) {
      JsonNode before = replicaSet(rollout.workload(), rollout.previousRevision().getAsLong());
      assertThat(rollout.previousImage())
          .contains(before.at("/spec/template/spec/containers/0/image").asText());
    }
  }

  @Test
  void everyChangeIsARolloutWithItsName() {
    cluster.create(cluster.deployment("orders", 1, "", PAUSE));
    Rollout first = awaited("orders", 1, Status.COMPLETE);
    isToldAsTheApiTellsIt(first);
    assertThat(first.canBeUndone()).isFalse();
    record Step(Change change, String template) {}
    String container = "{spec: {containers: [{name: orders, %s}]}}";
    List<Step> steps =
        List.of(
            new Step(Change.IMAGE, container.formatted("image: 'registry.k8s.io/pause:3.8'")),
            new Step(Change.ENV, container.formatted("env: [{name: MODE, value: fast}]")),
            new Step(Change.RESOURCES, container.formatted("resources: {limits: {memory: 32Mi}}")),
            new Step(
                Change.PROBES,
                container.formatted("livenessProbe: {exec: {command: [/pause, -v]}}")),
            new Step(Change.COMMAND, container.formatted("command: [/pause]")),
            new Step(
                Change.CONFIG,
                container.formatted("envFrom: [{configMapRef: {name: settings, optional: true}}]")),
            new Step(
                Change.ANNOTATIONS,
                "{metadata: {annotations: {kubectl.kubernetes.io/restartedAt:"
                    + " '2026-01-01T00:00:00Z'}}}"));
    long revision = 1;
    for (Step step : steps) {
      patch("orders", step.template());
      revision++;
      Rollout rollout = awaited("orders", revision, Status.COMPLETE);
      assertThat(rollout.changes()).as("revision %d", revision).containsExactly(step.change());
      assertThat(rollout.previousRevision()).hasValue(revision - 1);
      isToldAsTheApiTellsIt(rollout);
    }
  }

  @Test
  void undoIsARolloutToAnOldTemplateAtItsOwnTime() throws Exception {
    cluster.create(cluster.deployment("undone", 1, "", PAUSE));
    awaited("undone", 1, Status.COMPLETE);
    patch("undone", "{spec: {containers: [{name: undone, image: 'registry.k8s.io/pause:3.8'}]}}");
    awaited("undone", 2, Status.COMPLETE);
    // Times in a cluster are whole seconds, and the undo must be told from what it undoes.
    Thread.sleep(2100);
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    undo("undone", 1);
    Rollout undo = awaited("undone", 3, Status.COMPLETE);
    assertThat(undo.at()).isBetween(before, Instant.now());
    assertThat(undo.previousRevision()).hasValue(2);
    assertThat(undo.image()).contains("registry.k8s.io/pause:3.9");
    assertThat(undo.previousImage()).contains("registry.k8s.io/pause:3.8");
    assertThat(undo.changes()).containsExactly(Change.IMAGE);
    Answer answer = observer.ask();
    assertThat(facts(answer, Pod.class))
        .filteredOn(it -> it.owner().equals("undone") && !it.terminating().orElse(false))
        .isNotEmpty()
        .allMatch(it -> it.revision().orElse(0) == 3);
  }

  /** As {@code kubectl rollout undo} does: the old template, without the hash of its ReplicaSet. */
  private static void undo(String deployment, long revision) {
    var all = cluster.client().apps().replicaSets().inNamespace(cluster.namespace()).list();
    ReplicaSet old =
        all.getItems().stream()
            .filter(
                it -> it.getMetadata().getOwnerReferences().getFirst().getName().equals(deployment))
            .filter(it -> it.getMetadata().getAnnotations().get(REVISION).equals("" + revision))
            .findFirst()
            .orElseThrow();
    PodTemplateSpec template = old.getSpec().getTemplate();
    template.getMetadata().getLabels().remove("pod-template-hash");
    cluster
        .client()
        .apps()
        .deployments()
        .inNamespace(cluster.namespace())
        .withName(deployment)
        .edit(
            (Deployment it) -> {
              it.getSpec().setTemplate(template);
              return it;
            });
  }

  @Test
  void rolloutThatDoesNotGetOnIsProgressingAndThenFails() {
    cluster.create(
        cluster
            .deployment("stuck", 1, "", PAUSE)
            .replace("progressDeadlineSeconds: 600", "progressDeadlineSeconds: 6"));
    awaited("stuck", 1, Status.COMPLETE);
    patch("stuck", "{spec: {containers: [{name: stuck, resources: {requests: {cpu: '650'}}}]}}");
    Rollout progressing = awaited("stuck", 2, Status.PROGRESSING);
    assertThat(progressing.changes()).containsExactly(Change.RESOURCES);
    Rollout failed = awaited("stuck", 2, Status.FAILED);
    isToldAsTheApiTellsIt(failed);
  }

  @Test
  void statefulSetsAndDaemonSetsRollOutAsWell() {
    for (String kind : List.of("StatefulSet", "DaemonSet")) {
      String name = kind.toLowerCase(java.util.Locale.ROOT);
      cluster.create(
          cluster
              .deployment(name, 1, "", PAUSE)
              .replace("kind: Deployment", "kind: " + kind)
              .replace("  progressDeadlineSeconds: 600\n", "")
              .replace(
                  "  replicas: 1\n",
                  kind.equals("DaemonSet") ? "" : "  replicas: 1\n  serviceName: none\n"));
      awaited(name, 1, Status.COMPLETE);
      String template =
          "spec: {template: {spec: {containers: [{name: %s, image: 'registry.k8s.io/pause:3.8'}]}}}"
              .formatted(name);
      var patch = PatchContext.of(PatchType.STRATEGIC_MERGE);
      if (kind.equals("DaemonSet")) {
        cluster
            .client()
            .apps()
            .daemonSets()
            .inNamespace(cluster.namespace())
            .withName(name)
            .patch(patch, template);
      } else {
        cluster
            .client()
            .apps()
            .statefulSets()
            .inNamespace(cluster.namespace())
            .withName(name)
            .patch(patch, template);
      }
      Rollout rollout = awaited(name, 2, Status.COMPLETE);
      assertThat(rollout.changes()).containsExactly(Change.IMAGE);
      assertThat(rollout.previousRevision()).hasValue(1);
      assertThat(rollout.image()).contains("registry.k8s.io/pause:3.8");
      JsonNode revision =
          cluster.list("/apis/apps/v1/namespaces/NAMESPACE/controllerrevisions").values().stream()
              .filter(it -> it.at("/metadata/ownerReferences/0/name").asText().equals(name))
              .filter(it -> it.path("revision").asLong() == 2)
              .findFirst()
              .orElseThrow();
      assertThat(rollout.at())
          .isEqualTo(Instant.parse(revision.at("/metadata/creationTimestamp").asText()));
      cluster.eventually(
          () -> facts(observer.ask(), Pod.class),
          pods ->
              pods.stream()
                  .filter(it -> it.owner().equals(name) && !it.terminating().orElse(false))
                  .allMatch(it -> it.revision().orElse(0) == 2));
    }
  }

  @Test
  void scalingIsSeenWithWhatWasBefore() throws Exception {
    cluster.create(cluster.deployment("scaled", 3, "", PAUSE));
    cluster.eventually(
        () -> workload(observer.ask(), "scaled"), it -> it.isPresent() && it.get().isFullyReady());
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    cluster
        .client()
        .apps()
        .deployments()
        .inNamespace(cluster.namespace())
        .withName("scaled")
        .scale(1);
    Workload scaled =
        cluster
            .eventually(
                () -> workload(observer.ask(), "scaled"),
                it -> it.filter(w -> w.desired().orElse(0) == 1).isPresent())
            .orElseThrow();
    assertThat(scaled.previousDesired()).hasValue(3);
    assertThat(scaled.lastScaledAt().orElseThrow()).isBetween(before, Instant.now());
    assertThat(newest(observer.ask(), "scaled").orElseThrow().revision()).hasValue(1);
  }

  private static Optional<Workload> workload(Answer answer, String name) {
    return facts(answer, Workload.class).stream().filter(it -> it.name().equals(name)).findFirst();
  }
}
