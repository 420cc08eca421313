package io.fivewhys.demo.cluster;

import static io.fivewhys.demo.cluster.TestCluster.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What whoever changes things may rely on: preconditions, trials, subresources, rollouts. */
class DemoClusterChangesTest {
  private TestCluster cluster;

  @BeforeEach
  void start() {
    cluster = new TestCluster();
    soon(() -> cluster.progressing().equals("True NewReplicaSetAvailable"));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private Deployment patch(PatchType type, String body) {
    return patch(new PatchContext.Builder().withPatchType(type).build(), body);
  }

  private Deployment patch(PatchContext context, String body) {
    return cluster.client().apps().deployments().withName("web").patch(context, body);
  }

  private static void assertRefused(int code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, it -> assertThat(it.getCode()).isEqualTo(code));
  }

  private void apply(String yaml) {
    cluster.client().load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).create();
  }

  private Pod pod() {
    return cluster.client().pods().list().getItems().getFirst();
  }

  private String annotation(String name) {
    return cluster.deployment().getMetadata().getAnnotations().get(name);
  }

  @Test
  void aMergePatchHoldsForTheVersionThatItNames() {
    String body = "{\"metadata\":{\"resourceVersion\":\"%s\",\"annotations\":{\"a\":\"%s\"}}}";
    String version = cluster.deployment().getMetadata().getResourceVersion();
    assertThat(
            patch(PatchType.JSON_MERGE, body.formatted(version, "1"))
                .getMetadata()
                .getAnnotations())
        .containsEntry("a", "1");
    assertRefused(409, () -> patch(PatchType.JSON_MERGE, body.formatted(version, "2")));
    assertRefused(
        409, () -> patch(PatchType.JSON_MERGE, "{\"metadata\":{\"uid\":\"of-another\"}}"));
    assertThat(annotation("a")).isEqualTo("1");
  }

  @Test
  void aJsonPatchHoldsForWhatItTests() {
    String body =
        """
        [{"op":"test","path":"/metadata/uid","value":"%s"},
         {"op":"add","path":"/metadata/annotations/a","value":"1"}]
        """;
    String uid = cluster.deployment().getMetadata().getUid();
    patch(PatchType.JSON, body.formatted(uid));
    assertThat(annotation("a")).isEqualTo("1");
    assertRefused(422, () -> patch(PatchType.JSON, body.formatted("of-another")));
    assertRefused(
        409,
        () ->
            patch(
                PatchType.JSON,
                "[{\"op\":\"replace\",\"path\":\"/metadata/resourceVersion\",\"value\":\"1\"}]"));
  }

  @Test
  void aStrategicMergePatchFindsTheContainerByItsName() {
    patch(
        PatchType.STRATEGIC_MERGE,
        """
        {"spec":{"template":{"spec":{"containers":[{"name":"web","image":"good:2",
          "env":[{"name":"MODE","$patch":"delete"},{"name":"NEW","value":"1"}]}]}}}}
        """);
    var container = cluster.deployment().getSpec().getTemplate().getSpec().getContainers();
    assertThat(container).hasSize(1);
    assertThat(container.getFirst().getImage()).isEqualTo("good:2");
    assertThat(container.getFirst().getPorts()).hasSize(1);
    assertThat(container.getFirst().getEnv()).extracting(it -> it.getName()).containsExactly("NEW");
  }

  @Test
  void whatIsOnlyTriedLeavesNoTrace() {
    Deployment before = cluster.deployment();
    var trial =
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withDryRun(List.of("All"))
            .build();
    Deployment tried = patch(trial, "{\"spec\":{\"replicas\":3}}");
    assertThat(tried.getSpec().getReplicas()).isEqualTo(3);
    assertThat(cluster.deployment()).isEqualTo(before);
    assertRefused(
        409, () -> patch(trial, "{\"metadata\":{\"resourceVersion\":\"1\"},\"spec\":{}}"));
  }

  @Test
  void whoChangedItIsNotedAndWhatTheServerWritesIsLeftToIt() {
    long generation = cluster.deployment().getMetadata().getGeneration();
    var named =
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("fivewhys")
            .build();
    patch(
        named,
        """
        {"metadata":{"generation":99,"creationTimestamp":null},
         "spec":{"revisionHistoryLimit":3},"status":{"readyReplicas":77}}
        """);
    Deployment after = cluster.deployment();
    assertThat(after.getMetadata().getGeneration()).isEqualTo(generation + 1);
    assertThat(after.getMetadata().getCreationTimestamp()).isNotNull();
    assertThat(after.getStatus().getReadyReplicas()).isEqualTo(2);
    assertThat(after.getMetadata().getManagedFields())
        .anySatisfy(it -> assertThat(it.getManager()).isEqualTo("fivewhys"));
  }

  @Test
  void everybodyMayDoAll() {
    var asked =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb("patch")
            .withGroup("apps")
            .withResource("deployments")
            .withNamespace("test")
            .endResourceAttributes()
            .endSpec()
            .build();
    var answer = cluster.client().authorization().v1().selfSubjectAccessReview().create(asked);
    assertThat(answer.getStatus().getAllowed()).isTrue();
  }

  @Test
  void aRestartReplacesEveryPodAndServesAllTheTime() {
    var before = cluster.client().pods().list().getItems();
    patch(
        PatchType.JSON_MERGE,
        """
        {"spec":{"template":{"metadata":{"annotations":
          {"kubectl.kubernetes.io/restartedAt":"2026-11-26T10:00:00Z"}}}}}
        """);
    soon(() -> cluster.revisions().equals(List.of("1:0", "2:2")) && cluster.ready() == 2);
    soon(
        () ->
            cluster.client().pods().list().getItems().stream()
                .noneMatch(it -> before.stream().anyMatch(was -> isSame(was, it))));
    assertThat(pod().getMetadata().getAnnotations())
        .containsEntry("kubectl.kubernetes.io/restartedAt", "2026-11-26T10:00:00Z");
  }

  private static boolean isSame(Pod one, Pod other) {
    return one.getMetadata().getUid().equals(other.getMetadata().getUid());
  }

  @Test
  void anUndoMakesTheReplicaSetOfTheOldTemplateTheNewestRevision() {
    cluster.setImage("good:2");
    soon(() -> cluster.progressing().equals("True NewReplicaSetAvailable"));
    soon(() -> cluster.revisions().equals(List.of("1:0", "2:2")));
    ReplicaSet old =
        cluster.client().apps().replicaSets().list().getItems().stream()
            .filter(it -> DeploymentController.revision(it) == 1)
            .findFirst()
            .orElseThrow();
    var template = old.getSpec().getTemplate();
    template.getMetadata().getLabels().remove("pod-template-hash");
    patch(
        PatchType.JSON,
        """
        [{"op":"replace","path":"/spec/template","value":%s}]
        """
            .formatted(Serialization.asJson(template)));
    soon(() -> cluster.revisions().equals(List.of("2:0", "3:2")) && cluster.ready() == 2);
    assertThat(annotation(DeploymentController.REVISION)).isEqualTo("3");
    assertThat(cluster.deployment().getSpec().getTemplate().getSpec().getContainers())
        .extracting(it -> it.getImage())
        .containsExactly("good:1");
  }

  @Test
  void aPausedDeploymentRollsNothingOut() {
    patch(PatchType.JSON_MERGE, "{\"spec\":{\"paused\":true}}");
    cluster.setImage("good:2");
    cluster.client().apps().deployments().withName("web").scale(3);
    soon(() -> cluster.deployment().getStatus().getObservedGeneration() >= 4);
    assertThat(cluster.client().apps().replicaSets().list().getItems()).hasSize(1);
    patch(PatchType.JSON_MERGE, "{\"spec\":{\"paused\":false}}");
    soon(() -> cluster.revisions().equals(List.of("1:0", "2:3")));
  }

  @Test
  void aScaleIsAnObjectOfItsOwn() {
    var scale = cluster.client().apps().deployments().withName("web").scale();
    assertThat(scale.getSpec().getReplicas()).isEqualTo(2);
    scale.getSpec().setReplicas(3);
    cluster.client().apps().deployments().withName("web").scale(scale);
    soon(() -> cluster.ready() == 3);
    assertRefused(409, () -> cluster.client().apps().deployments().withName("web").scale(scale));
  }

  @Test
  void anEvictionHoldsForThePodThatItMeansAndIsNoneWhenItIsOnlyTried() {
    Pod pod = pod();
    assertRefused(409, () -> evict(pod.getMetadata().getName(), "of-another", false));
    assertThat(evict(pod.getMetadata().getName(), pod.getMetadata().getUid(), true)).isTrue();
    assertThat(cluster.client().pods().resource(pod).get().getMetadata().getDeletionTimestamp())
        .isNull();
    assertThat(evict(pod.getMetadata().getName(), pod.getMetadata().getUid(), false)).isTrue();
    soon(() -> cluster.client().pods().resource(pod).get() == null);
    soon(() -> cluster.ready() == 2);
    assertRefused(404, () -> evict(pod.getMetadata().getName(), "", false));
  }

  private boolean evict(String name, String uid, boolean trial) {
    var eviction =
        new EvictionBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("test")
            .endMetadata()
            .withDeleteOptions(
                new DeleteOptionsBuilder()
                    .withDryRun(trial ? List.of("All") : List.of())
                    .withNewPreconditions(null, uid.isEmpty() ? null : uid)
                    .build())
            .build();
    String answer =
        cluster
            .client()
            .raw("/api/v1/namespaces/test/pods/" + name + "/eviction", "POST", eviction);
    return answer.contains("Success");
  }

  @Test
  void aBudgetHasRoomOrNot() {
    apply(
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web}
        spec: {minAvailable: 2, selector: {matchLabels: {app: web}}}
        """);
    soon(() -> budget().getStatus() != null && budget().getStatus().getCurrentHealthy() == 2);
    assertThat(budget().getStatus().getDisruptionsAllowed()).isZero();
    Pod pod = pod();
    assertRefused(429, () -> evict(pod.getMetadata().getName(), "", false));
    cluster.client().pods().resource(pod).delete();
    soon(() -> cluster.client().pods().resource(pod).get() == null);
    cluster.client().apps().deployments().withName("web").scale(3);
    soon(() -> budget().getStatus().getDisruptionsAllowed() == 1);
    assertThat(evict(pod().getMetadata().getName(), "", false)).isTrue();
  }

  private PodDisruptionBudget budget() {
    return cluster.client().policy().v1().podDisruptionBudget().withName("web").get();
  }

  @Test
  void anAutoscalerIsThereInBothVersions() {
    apply(
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 2
          maxReplicas: 4
          metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]
        """);
    HorizontalPodAutoscaler older =
        cluster.client().autoscaling().v1().horizontalPodAutoscalers().withName("web").get();
    assertThat(older.getSpec().getMaxReplicas()).isEqualTo(4);
    assertThat(older.getSpec().getTargetCPUUtilizationPercentage()).isEqualTo(60);
    assertThat(cluster.client().autoscaling().v1().horizontalPodAutoscalers().list().getItems())
        .singleElement()
        .satisfies(it -> assertThat(it.getSpec().getScaleTargetRef().getName()).isEqualTo("web"));
  }
}
