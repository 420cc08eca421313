package io.fivewhys.act.kubernetes.cluster;

import static io.fivewhys.act.kubernetes.Acting.TICKET;
import static io.fivewhys.act.kubernetes.Acting.decision;
import static io.fivewhys.act.kubernetes.cluster.TwinCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.act.kubernetes.Acting;
import io.fivewhys.act.kubernetes.Asked;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Planning.Planned;
import io.fivewhys.mitigate.Actuator.Prepared;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy.DeletePod;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods are taken away as kubectl does it, but for disruption budgets, with no right too many. */
@Tag("cluster")
@Timeout(300)
class PodEvictionOnClusterTest {
  @TempDir static Path directory;
  private static TwinCluster cluster;
  private static Acting acting;

  @BeforeAll
  static void open() throws Exception {
    cluster = TwinCluster.open(directory);
    acting = new Acting(cluster.actuator(ShippedRoles.of("fivewhys-delete-pod")));
  }

  @AfterAll
  static void takeAway() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static void make(String kind, String name, int replicas) throws Exception {
    cluster.create(
        """
        apiVersion: apps/v1
        kind: %s
        metadata: {name: %s, labels: {app: %2$s}}
        spec:
        %s
          selector: {matchLabels: {app: %2$s}}
          template:
            metadata: {labels: {app: %2$s}}
            spec:
              terminationGracePeriodSeconds: 1
              containers: [{name: main, image: 'a:1'}]
        """
            .formatted(
                kind,
                name,
                kind.equals("DaemonSet")
                    ? "  minReadySeconds: 0"
                    : "  replicas: "
                        + replicas
                        + (kind.equals("StatefulSet") ? "\n  serviceName: none" : "")));
    cluster.await(
        "/apis/apps/v1/namespaces/NAMESPACE/%ss/%s".formatted(kind.toLowerCase(Locale.ROOT), name));
  }

  private static void budget(String name, int atLeast) throws Exception {
    cluster.create(
        """
        apiVersion: policy/v1beta1
        kind: PodDisruptionBudget
        metadata: {name: %s}
        spec: {minAvailable: %d, selector: {matchLabels: {app: %1$s}}}
        """
            .formatted(name, atLeast));
    String path = "/apis/policy/v1beta1/namespaces/NAMESPACE/poddisruptionbudgets/" + name;
    eventually(
        () -> cluster.get(cluster.ours(), path).at("/status/currentHealthy").asInt(), it -> it > 0);
  }

  private static List<JsonNode> pods(String namespace, String app) {
    List<JsonNode> pods = new ArrayList<>();
    cluster
        .get(namespace, "/api/v1/namespaces/NAMESPACE/pods?labelSelector=app%3D" + app)
        .path("items")
        .forEach(pods::add);
    return pods;
  }

  private static String name(JsonNode pod) {
    return pod.at("/metadata/name").asText();
  }

  private static String uid(JsonNode pod) {
    return pod.at("/metadata/uid").asText();
  }

  private static boolean isReady(JsonNode pod) {
    for (JsonNode each : pod.at("/status/conditions")) {
      if (each.path("type").asText().equals("Ready")) {
        return each.path("status").asText().equals("True");
      }
    }
    return false;
  }

  /** All of them ready, and this one none of them. */
  private static JsonNode replaced(String namespace, String app, String gone, int all) {
    return eventually(
            () -> pods(namespace, app),
            it ->
                it.size() == all
                    && it.stream().allMatch(PodEvictionOnClusterTest::isReady)
                    && it.stream().noneMatch(pod -> uid(pod).equals(gone)))
        .getFirst();
  }

  private static Recommendation recommended(JsonNode pod) {
    var remedy = new DeletePod(cluster.subject("Pod", name(pod)), false);
    return Acting.recommendation(remedy, Optional.of(uid(pod)), Instant.now());
  }

  private static Planned planned(JsonNode pod, boolean plainly) throws Exception {
    return acting.planned(recommended(pod), decision(plainly));
  }

  /** What two pods of one template have in common, which is all but names, places and times. */
  private static String shown(JsonNode pod, String namespace) {
    ObjectNode copy = pod.deepCopy();
    ((ObjectNode) copy.get("metadata"))
        .remove(List.of("uid", "resourceVersion", "managedFields", "selfLink"));
    copy.at("/metadata/ownerReferences").forEach(it -> ((ObjectNode) it).put("uid", "UID"));
    return copy.toPrettyString()
        .replace(name(pod), "NAME")
        .replace(namespace, "NAMESPACE")
        .replaceAll("\"20[0-9-]+T[0-9:.]+Z\"", "\"TIME\"")
        .replaceAll("default-token-[a-z0-9]+", "TOKEN")
        .replaceAll("\"(10|127|172|192)\\.[0-9.]+\"", "\"IP\"")
        .replaceAll("(\"containerID\" : )\"[^\"]+\"", "$1\"ID\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Deployment", "StatefulSet", "DaemonSet"})
  void leavesWhatKubectlLeaves(String kind) throws Exception {
    String app = "same-" + kind.toLowerCase(Locale.ROOT);
    make(kind, app, 1);
    JsonNode ours = pods(cluster.ours(), app).getFirst();
    JsonNode theirs = pods(cluster.theirs(), app).getFirst();
    Planned planned = planned(ours, false);
    assertThat(planned.plan().command())
        .isEqualTo("kubectl delete pod %s -n %s".formatted(name(ours), cluster.ours()));
    assertThat(planned.reach().desired()).hasValue(1);
    assertThat(planned.reach().ready()).hasValue(1);
    assertThat(planned.reach().disturbed()).hasValue(1);

    assertThat(acting.done(planned.plan())).isInstanceOf(Acted.Done.class);
    cluster.kubectl("delete", "pod", name(theirs));

    JsonNode oursNow = replaced(cluster.ours(), app, uid(ours), 1);
    JsonNode theirsNow = replaced(cluster.theirs(), app, uid(theirs), 1);
    assertThat(shown(oursNow, cluster.ours())).isEqualTo(shown(theirsNow, cluster.theirs()));
    String path =
        "/apis/apps/v1/namespaces/NAMESPACE/%ss/%s".formatted(kind.toLowerCase(Locale.ROOT), app);
    cluster.await(path);
    cluster.assertSame(path);
  }

  @Test
  void disruptionBudgetRefusesAndIsNotPassedBy() throws Exception {
    make("Deployment", "guarded", 2);
    budget("guarded", 1);
    JsonNode pod = pods(cluster.ours(), "guarded").getFirst();
    Planned planned = planned(pod, false);
    Prepared prepared = acting.ready(planned.plan()).prepared();

    cluster.ourselves("delete", "pdb", "guarded");
    budget("guarded", 2);
    Refusal refusal = acting.refusedToPrepare(planned.plan());
    assertThat(refusal.guard()).isEqualTo("pod-disruption-budget");
    assertThat(refusal.value())
        .isEqualTo("The disruption budget guarded needs 2 healthy pods and has 2 currently");
    assertThat(prepared.act())
        .isInstanceOfSatisfying(
            Acted.NotDone.class, it -> assertThat(it.why()).contains("needs 2 healthy pods"));
    assertThat(pods(cluster.ours(), "guarded"))
        .extracting(PodEvictionOnClusterTest::uid)
        .contains(uid(pod));
  }

  @Test
  void severalBudgetsForOnePodAreARefusal() throws Exception {
    make("Deployment", "twice", 2);
    budget("twice", 1);
    cluster.create(
        """
        apiVersion: policy/v1beta1
        kind: PodDisruptionBudget
        metadata: {name: twice-more}
        spec: {minAvailable: 0, selector: {matchLabels: {app: twice}}}
        """);
    JsonNode pod = pods(cluster.ours(), "twice").getFirst();
    Planned planned = planned(pod, false);
    Refusal refusal = acting.refusedToPrepare(planned.plan());
    assertThat(refusal.guard()).isEqualTo("dry-run");
    assertThat(refusal.words()).contains("more than one PodDisruptionBudget");
  }

  @Test
  void isDeletedPlainlyOnlyWithTheRightAndTheWord() throws Exception {
    make("Deployment", "plain", 1);
    budget("plain", 1);
    JsonNode pod = pods(cluster.ours(), "plain").getFirst();
    Planned planned = planned(pod, true);
    Refusal refusal = acting.refusedToPrepare(planned.plan());
    assertThat(refusal.guard()).isEqualTo("rights");
    assertThat(refusal.words()).contains("delete pods in " + cluster.ours());

    var mighty =
        new Acting(
            cluster.actuator(
                ShippedRoles.of("fivewhys-delete-pod", "fivewhys-delete-pod-plainly")));
    assertThat(
            mighty
                .refusedToPrepare(mighty.planned(recommended(pod), decision(false)).plan())
                .guard())
        .isEqualTo("pod-disruption-budget");
    assertThat(mighty.done(mighty.planned(recommended(pod), decision(true)).plan()))
        .isInstanceOfSatisfying(
            Acted.Done.class, it -> assertThat(it.evidence()).contains("was deleted"));
    replaced(cluster.ours(), "plain", uid(pod), 1);
  }

  @Test
  void podThatWasDeletedAndMadeAnewSinceIsLeftAlone() throws Exception {
    make("StatefulSet", "anew", 1);
    JsonNode pod = pods(cluster.ours(), "anew").getFirst();
    Planned planned = planned(pod, false);
    Prepared prepared = acting.ready(planned.plan()).prepared();
    cluster.ourselves("delete", "pod", name(pod));
    JsonNode another = replaced(cluster.ours(), "anew", uid(pod), 1);
    assertThat(name(another)).isEqualTo(name(pod));

    assertThat(prepared.act()).isInstanceOf(Acted.NotDone.class);
    assertThat(acting.refusedToPrepare(planned.plan()).words()).contains("made anew");
    assertThat(acting.refusedToPlan(recommended(pod), decision(false)).words())
        .contains("made anew");
    assertThat(uid(pods(cluster.ours(), "anew").getFirst())).isEqualTo(uid(another));
    assertThat(acting.actuator().settle(planned.plan(), TICKET)).isInstanceOf(Acted.Done.class);
  }

  @Test
  void evictionThatIsLateFailsOnceThePodIsSealed() throws Exception {
    make("Deployment", "sealed", 1);
    JsonNode pod = pods(cluster.ours(), "sealed").getFirst();
    Planned planned = planned(pod, false);
    Prepared late = acting.ready(planned.plan()).prepared();
    var taker = Asked.ticket(TICKET.intervention(), TICKET.fence() + 1);
    assertThat(acting.actuator().settle(planned.plan(), taker)).isInstanceOf(Acted.NotDone.class);
    assertThat(late.act()).isInstanceOf(Acted.NotDone.class);
    assertThat(acting.refusedToPrepare(planned.plan()).guard()).isEqualTo("fence");
    assertThat(uid(pods(cluster.ours(), "sealed").getFirst())).isEqualTo(uid(pod));
  }

  @Test
  void podThatStandsAloneIsLeftAlone() throws Exception {
    cluster.ourselves("run", "alone", "--image=a:1", "--labels=app=alone");
    JsonNode pod = eventually(() -> pods(cluster.ours(), "alone"), it -> !it.isEmpty()).getFirst();
    Refusal refusal = acting.refusedToPlan(recommended(pod), decision(false));
    assertThat(refusal.guard()).isEqualTo("owner");
    assertThat(refusal.value()).isEqualTo("no owner");
  }
}
