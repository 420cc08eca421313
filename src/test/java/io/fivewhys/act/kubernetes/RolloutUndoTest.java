package io.fivewhys.act.kubernetes;

import static io.fivewhys.act.kubernetes.Asked.done;
import static io.fivewhys.act.kubernetes.Asked.plan;
import static io.fivewhys.act.kubernetes.Asked.planned;
import static io.fivewhys.act.kubernetes.Asked.refused;
import static io.fivewhys.act.kubernetes.Asked.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.collect.kubernetes.change.ConfigRecording;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy.UndoRollout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which revision a workload goes back to, and when it does not. */
class RolloutUndoTest {
  private static final Subject ORDERS = Subject.of("Deployment", "shop", "orders");

  @TempDir static Path directory;
  private static FakeApiServer api;
  private static ClusterActuator actuator;
  private ClusterObject orders;

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
  void keepThreeRevisions() {
    api.clear();
    orders = deployment("");
    replicaSet("orders-a", "7", "orders:7", orders.uid());
    replicaSet("orders-b", "9", "orders:9", orders.uid());
    replicaSet("orders-c", "10", "orders:10", orders.uid());
  }

  private static ClusterObject deployment(String more) {
    return api.put(
        ObjectKind.DEPLOYMENT,
        "orders",
        """
        {"metadata": {"generation": 4,
           "annotations": {"deployment.kubernetes.io/revision": "10", "note": "of 10", "gone": "later"}},
         "spec": {%s "replicas": 1, "selector": {"matchLabels": {"app": "orders"}}, "template": %s},
         "status": {"observedGeneration": 4, "readyReplicas": 0}}
        """
            .formatted(more, template("orders:10", "")));
  }

  private static String template(String image, String labels) {
    return """
    {"metadata": {"labels": {%s "app": "orders"}}, "spec": {"containers": [{"name": "main", "image": "%s"}]}}
    """
        .formatted(labels, image);
  }

  private static void replicaSet(String name, String revision, String image, String owner) {
    api.put(
        ObjectKind.REPLICA_SET,
        name,
        """
        {"metadata": {
           "annotations": {"deployment.kubernetes.io/revision": "%s", "note": "of %1$s",
             "deployment.kubernetes.io/desired-replicas": "5",
             "fivewhys.io/action": "old", "fivewhys.io/fence": "old 3"},
           "ownerReferences": [{"kind": "Deployment", "name": "orders", "uid": "%s", "controller": true}]},
         "spec": {"template": %s}}
        """
            .formatted(revision, owner, template(image, "\"pod-template-hash\": \"abc\",")));
  }

  private static UndoRollout undo(long revision) {
    return new UndoRollout(
        ORDERS, revision == 0 ? OptionalLong.empty() : OptionalLong.of(revision));
  }

  private static Refusal refusal(long revision) throws InterruptedException {
    return refused(plan(actuator, undo(revision), null));
  }

  @Test
  void oneBeforeTheLatestIsMeantAndTheTemplateComesWithoutTheHash() throws Exception {
    Plan plan = done(actuator, undo(0), ticket("i-1", 1));
    assertThat(plan)
        .isEqualTo(
            new Plan(
                new UndoRollout(ORDERS, OptionalLong.of(10), OptionalLong.of(9)),
                Optional.of(orders.uid()),
                Optional.of("generation 4"),
                "kubectl rollout undo deployment/orders -n shop --to-revision=9",
                java.util.List.of("containers[main].image: orders:10 → orders:9"),
                Optional.of(undo(10))));
    ClusterObject after = api.get(ObjectKind.DEPLOYMENT, "orders");
    JsonNode template = after.at("/spec/template");
    assertThat(template.at("/spec/containers/0/image").asText()).isEqualTo("orders:9");
    assertThat(template.at("/metadata/labels").toString()).isEqualTo("{\"app\":\"orders\"}");
    assertThat(after.annotations())
        .containsOnly(
            java.util.Map.entry("deployment.kubernetes.io/revision", "10"),
            java.util.Map.entry("note", "of 9"),
            java.util.Map.entry("fivewhys.io/action", "i-1"));
  }

  @Test
  void namedRevisionIsTakenAndNoOther() throws Exception {
    assertThat(planned(actuator, undo(7)).plan().changes())
        .containsExactly("containers[main].image: orders:10 → orders:7");
    assertThat(refusal(8).words())
        .isEqualTo("revision 8 of Deployment/orders in shop is not kept any more");
    assertThat(refusal(8).value()).isEqualTo("revisions kept: 7, 9, 10");
    assertThat(refusal(10).guard()).isEqualTo("no-change");
  }

  @Test
  void replicaSetThatSomebodyElseOwnsIsNoRevision() throws Exception {
    replicaSet("orders-evil", "11", "evil:1", "another-uid");
    replicaSet("orders-odd", "twelve", "odd:1", orders.uid());
    assertThat(planned(actuator, undo(0)).plan().changes())
        .containsExactly("containers[main].image: orders:10 → orders:9");
    assertThat(refusal(11).guard()).isEqualTo("revision");
  }

  @Test
  void revisionThatIsAnotherThanWhenItWasPlannedIsNotTaken() throws Exception {
    Plan plan = planned(actuator, undo(9)).plan();
    replicaSet("orders-b", "9", "evil:9", orders.uid());
    assertThat(refused(actuator.prepare(plan, ticket("i-1", 1))).guard()).isEqualTo("target");
    assertThat(api.patches).isEmpty();
  }

  @Test
  void whatHasNowhereToGoOrIsPausedOrUnseenIsRefused() throws Exception {
    deployment("\"paused\": true,");
    assertThat(refusal(0).guard()).isEqualTo("paused");
    orders = deployment("");
    assertThat(refusal(0).words()).contains("has no older revision to go back to");
    api.put(
        ObjectKind.DEPLOYMENT,
        "orders",
        "{\"metadata\": {\"generation\": 5}, \"spec\": {}, \"status\": {\"observedGeneration\":"
            + " 4}}");
    assertThat(refusal(0).words()).contains("its controller has not seen it");
  }

  @Test
  void revisionThatCameAfterTheDiagnosisIsNotUndone() throws Exception {
    var remedy = new UndoRollout(ORDERS, OptionalLong.of(9), OptionalLong.of(7));
    assertThat(refused(plan(actuator, remedy, null)))
        .satisfies(
            it -> {
              assertThat(it.guard()).isEqualTo("revision");
              assertThat(it.limit()).isEqualTo("revision 9 is current");
              assertThat(it.words()).contains("revision 10 is current, which this is not about");
            });
  }

  private void rollOutAnew(String revision, String image, String annotation) {
    String name = "orders-" + revision;
    replicaSet(name, revision, image, orders.uid());
    ObjectNode json = api.get(ObjectKind.REPLICA_SET, name).json().deepCopy();
    ((ObjectNode) json.at("/spec/template/metadata")).putObject("annotations").put(annotation, "x");
    api.put(ObjectKind.REPLICA_SET, name, json.toString());
  }

  @Test
  void restartOfWhatWasDiagnosedIsSteppedOver() throws Exception {
    rollOutAnew("11", "orders:10", "kubectl.kubernetes.io/restartedAt");
    rollOutAnew("12", "orders:10", "reloaded");
    var remedy = new UndoRollout(ORDERS, OptionalLong.of(10), OptionalLong.empty());
    assertThat(planned(actuator, remedy).plan().remedy())
        .isEqualTo(new UndoRollout(ORDERS, OptionalLong.of(12), OptionalLong.of(9)));

    rollOutAnew("13", "orders:11", "kubectl.kubernetes.io/restartedAt");
    assertThat(refused(plan(actuator, remedy, null)).guard()).isEqualTo("revision");
  }

  @Test
  void theSameBeforeItsRestartIsNothingToGoBackTo() throws Exception {
    rollOutAnew("11", "orders:10", "kubectl.kubernetes.io/restartedAt");
    assertThat(planned(actuator, undo(0)).plan().command()).endsWith("--to-revision=9");
    rollOutAnew("12", "orders:10", "sidecar");
    assertThat(planned(actuator, undo(0)).plan().command())
        .as("another annotation may be what does harm")
        .endsWith("--to-revision=11");
  }

  @Test
  void diagnosedRevisionThatIsNotKeptCannotBeCompared() throws Exception {
    for (long gone : new long[] {8, 11}) {
      var remedy = new UndoRollout(ORDERS, OptionalLong.of(gone), OptionalLong.empty());
      assertThat(refused(plan(actuator, remedy, null)).guard()).isEqualTo("revision");
    }
  }

  @Test
  void rightToListRevisionsIsNeeded() throws Exception {
    Plan plan = planned(actuator, undo(9)).plan();
    api.denied.add("list replicasets");
    assertThat(refused(actuator.prepare(plan, ticket("i-1", 1))).limit())
        .isEqualTo("list replicasets.apps in shop");
  }

  @Test
  void statefulSetGoesBackToWhatItsRevisionKeeps() throws Exception {
    ClusterObject set =
        api.put(
            ObjectKind.STATEFUL_SET,
            "cart",
            """
            {"spec": {"replicas": 1, "selector": {"matchLabels": {"app": "cart"}}, "template": %s},
             "status": {"observedGeneration": 1}}
            """
                .formatted(template("cart:2", "")));
    for (int revision : new int[] {1, 2}) {
      api.put(
          ObjectKind.CONTROLLER_REVISION,
          "cart-" + revision,
          """
          {"metadata": {"ownerReferences": [{"uid": "%s", "controller": true}]}, "revision": %d,
           "data": {"spec": {"template": {"$patch": "replace", %s}}}
          """
              .formatted(
                  set.uid(), revision, template("cart:" + revision, "").strip().substring(1)));
    }
    var remedy = new UndoRollout(Subject.of("StatefulSet", "shop", "cart"), OptionalLong.empty());
    Plan plan = done(actuator, remedy, ticket("i-1", 1));
    assertThat(plan.changes()).containsExactly("containers[main].image: cart:2 → cart:1");
    JsonNode template = api.get(ObjectKind.STATEFUL_SET, "cart").at("/spec/template");
    assertThat(template.at("/spec/containers/0/image").asText()).isEqualTo("cart:1");
    assertThat(template.has("$patch")).isFalse();
  }
}
