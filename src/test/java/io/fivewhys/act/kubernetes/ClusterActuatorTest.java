package io.fivewhys.act.kubernetes;

import static io.fivewhys.act.kubernetes.Asked.plan;
import static io.fivewhys.act.kubernetes.Asked.planned;
import static io.fivewhys.act.kubernetes.Asked.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.kubernetes.change.ConfigRecording;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy.RestartWorkload;
import io.fivewhys.mitigate.Remedy.UndoRollout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is acted on at all. */
class ClusterActuatorTest {
  @TempDir static Path directory;
  private static FakeApiServer api;
  private static ClusterActuator actuator;

  @BeforeAll
  static void open() throws IOException {
    api = new FakeApiServer(directory);
    actuator =
        new ClusterActuator(
            api.config(),
            "shop",
            api.clusters(),
            Clock.systemUTC(),
            ConfigRecording.NONE.versions());
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @BeforeEach
  void clear() {
    api.clear();
  }

  private static void deployment(String metadata, String spec) {
    api.put(
        ObjectKind.DEPLOYMENT,
        "orders",
        """
        {"metadata": {%s "generation": 1}, "spec": {%s "replicas": 1, "template": {}},
         "status": {"observedGeneration": 1}}
        """
            .formatted(metadata, spec));
  }

  private static Refusal restart(Subject target) throws InterruptedException {
    return refused(plan(actuator, new RestartWorkload(target), null));
  }

  @Test
  void namespaceThatTheGatewayDoesNotLookAtIsLeftAlone() throws Exception {
    assertThat(restart(Subject.of("Deployment", "kube-system", "orders")))
        .satisfies(
            it -> {
              assertThat(it.guard()).isEqualTo("target");
              assertThat(it.limit()).isEqualTo("in one of shop");
              assertThat(it.words()).contains("does not look at the namespace kube-system");
            });
    var wider =
        new ClusterActuator(
            api.config("shop", "pay"),
            "x",
            api.clusters(),
            Clock.systemUTC(),
            ConfigRecording.NONE.versions());
    var remedy = new RestartWorkload(Subject.of("Deployment", "pay", "orders"));
    assertThat(refused(plan(wider, remedy, null)).words())
        .isEqualTo("there is no Deployment/orders in pay any more");
  }

  @Test
  void targetWithoutANamespaceIsInThatOfTheGateway() throws Exception {
    deployment("", "");
    var remedy = new RestartWorkload(Subject.of("Deployment", "orders"));
    assertThat(planned(actuator, remedy).plan().remedy().target())
        .isEqualTo(Subject.of("Deployment", "shop", "orders"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../pods", "orders/scale", "Orders", "a?b", "-a"})
  void nameThatIsNoneIsNotAskedFor(String name) throws Exception {
    assertThat(restart(Subject.of("Deployment", "shop", name)).words())
        .isEqualTo("no object of Kubernetes has such a name");
  }

  @ParameterizedTest
  @CsvSource({"Pod,is no workload", "Node,cannot be done to a Node"})
  void kindMustFit(String kind, String words) throws Exception {
    assertThat(restart(Subject.of(kind, "shop", "orders")).words()).contains(words);
  }

  @Test
  void whatIsBeingDeletedIsLeftAlone() throws Exception {
    deployment("\"deletionTimestamp\": \"2026-01-01T00:00:00Z\",", "");
    assertThat(restart(Subject.of("Deployment", "shop", "orders")).words())
        .endsWith("is being deleted");
  }

  @Test
  void podsThatNobodyReplacesAreNotRestarted() throws Exception {
    api.put(
        ObjectKind.DAEMON_SET,
        "agent",
        "{\"spec\": {\"updateStrategy\": {\"type\": \"OnDelete\"}, \"template\": {}}}");
    assertThat(restart(Subject.of("DaemonSet", "shop", "agent")).guard()).isEqualTo("no-change");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "annotations": {"argocd.argoproj.io/tracking-id": "a"}, | gitops | let argocd reconcile
          "labels": {"argocd.argoproj.io/instance": "a"}, | gitops | let argocd reconcile
          "labels": {"kustomize.toolkit.fluxcd.io/name": "a"}, | gitops | let flux reconcile
          "labels": {"helm.toolkit.fluxcd.io/name": "a"}, | gitops | let flux reconcile
          "managedFields": [{"manager": "kustomize-controller"}], | gitops | let flux reconcile
          "labels": {"app.kubernetes.io/managed-by": "Helm"}, | gitops | helm rollback RELEASE -n shop
          "annotations": {"meta.helm.sh/release-name": "web"}, | gitops | helm rollback web -n shop
          "ownerReferences": [{"controller": true, "kind": "Web", "name": "w"}], | owner | made by Web/w
          """)
  void undoOfWhatSomebodyPutsBackIsRefusedAndARestartIsNot(
      String metadata, String guard, String words) throws Exception {
    deployment(metadata, "");
    Subject orders = Subject.of("Deployment", "shop", "orders");
    Refusal refusal = refused(plan(actuator, new UndoRollout(orders, OptionalLong.empty()), null));
    assertThat(refusal.guard()).isEqualTo(guard);
    assertThat(refusal.words()).contains(words);
    assertThat(planned(actuator, new RestartWorkload(orders))).isNotNull();
  }
}
