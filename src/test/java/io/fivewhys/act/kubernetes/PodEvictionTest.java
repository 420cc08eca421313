package io.fivewhys.act.kubernetes;

import static io.fivewhys.act.kubernetes.Acting.TICKET;
import static io.fivewhys.act.kubernetes.Acting.decision;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.kubernetes.change.ConfigRecording;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Planning.Planned;
import io.fivewhys.mitigate.Actuator.Prepared;
import io.fivewhys.mitigate.Actuator.Ticket;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy.DeletePod;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodEvictionTest {
  private static final Instant LOOKED_AT = Instant.parse("2026-11-26T10:00:00Z");
  private static final Subject POD = Subject.of("Pod", "shop", "orders-abc-1");
  private static final String BUDGET = "The disruption budget orders needs 2 healthy pods";

  @TempDir Path directory;
  private FakeApiServer server;
  private Acting acting;

  @BeforeEach
  void start() throws Exception {
    server = new FakeApiServer(directory);
    acting =
        new Acting(
            new ClusterActuator(
                server.config(),
                "shop",
                server.clusters(),
                Clock.systemUTC(),
                ConfigRecording.NONE.versions()));
    server
        .with(
            ObjectKind.DEPLOYMENT,
            "{metadata: {name: orders}, spec: {replicas: 3}, status: {observedGeneration: 1,"
                + " readyReplicas: 2}}")
        .with(
            ObjectKind.REPLICA_SET,
            "{metadata: {name: orders-abc, ownerReferences: [{kind: Deployment, name: orders, uid:"
                + " deployment-orders, controller: true}]}}")
        .with(
            ObjectKind.POD,
            pod("ReplicaSet", "orders-abc", "replicaset-orders-abc", "Running", true));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String pod(String kind, String owner, String uid, String phase, boolean ready) {
    return """
    metadata:
      name: orders-abc-1
      uid: p-1
      creationTimestamp: "2026-11-26T09:00:00Z"
      labels: {app: orders}
      ownerReferences: [{kind: %s, name: %s, uid: %s, controller: true}]
    status: {phase: %s, conditions: [{type: Ready, status: "%s"}]}
    """
        .formatted(kind, owner, uid, phase, ready ? "True" : "False");
  }

  private static Recommendation recommended(Optional<String> diagnosed) {
    return Acting.recommendation(new DeletePod(POD, false), diagnosed, LOOKED_AT);
  }

  private Planned planned(boolean plainly) throws InterruptedException {
    return acting.planned(recommended(Optional.of("p-1")), decision(plainly));
  }

  private Refusal refused(Optional<String> diagnosed) throws InterruptedException {
    return acting.refusedToPlan(recommended(diagnosed), decision(false));
  }

  private boolean isThere() {
    return server.object(ObjectKind.POD, "orders-abc-1").isPresent();
  }

  @Test
  void isEvictedByItsUid() throws Exception {
    Planned planned = planned(false);
    assertThat(planned.plan().remedy()).isEqualTo(new DeletePod(POD, false));
    assertThat(planned.plan().uid()).contains("p-1");
    assertThat(planned.plan().command()).isEqualTo("kubectl delete pod orders-abc-1 -n shop");
    assertThat(planned.plan().changes().getFirst()).contains("evicted (policy/v1beta1)");
    assertThat(planned.reach().labels()).containsEntry("app", "orders");
    assertThat(planned.reach().desired()).hasValue(3);
    assertThat(planned.reach().ready()).hasValue(2);
    assertThat(planned.reach().disturbed()).hasValue(1);

    Prepared prepared = acting.ready(planned.plan()).prepared();
    assertThat(isThere()).as("after the dry run").isTrue();
    assertThat(prepared.act()).isInstanceOf(Acted.Done.class);
    assertThat(isThere()).isFalse();
    assertThat(server.writes)
        .containsExactly("POST /api/v1/namespaces/shop/pods/orders-abc-1/eviction");
  }

  @Test
  void usesTheVersionOfTheEvictionApiThatTheServerHas() throws Exception {
    server.eviction = "v1";
    Planned planned = planned(false);
    assertThat(planned.plan().changes().getFirst()).contains("policy/v1)");
    assertThat(acting.done(planned.plan())).isInstanceOf(Acted.Done.class);
  }

  @Test
  void podThatIsNotReadyDisturbsNothing() throws Exception {
    server.with(
        ObjectKind.POD, pod("ReplicaSet", "orders-abc", "replicaset-orders-abc", "Running", false));
    assertThat(planned(false).reach().disturbed()).hasValue(0);
  }

  @Test
  void disruptionBudgetRefuses() throws Exception {
    Plan plan = planned(false).plan();
    Prepared prepared = acting.ready(plan).prepared();
    server.budget = Optional.of(BUDGET);
    Refusal refusal = acting.refusedToPrepare(plan);
    assertThat(refusal.guard()).isEqualTo("pod-disruption-budget");
    assertThat(refusal.words()).contains(BUDGET);
    assertThat(prepared.act())
        .isInstanceOfSatisfying(Acted.NotDone.class, it -> assertThat(it.why()).contains(BUDGET));
    assertThat(isThere()).isTrue();
  }

  @Test
  void isDeletedPlainlyWhereThePolicyAllowsAndTheBudgetHasRefused() throws Exception {
    server.budget = Optional.of(BUDGET);
    Planned planned = planned(true);
    assertThat(planned.plan().remedy()).isEqualTo(new DeletePod(POD, true));
    assertThat(planned.plan().hash()).isNotEqualTo(planned(false).plan().hash());
    assertThat(acting.done(planned.plan()))
        .isInstanceOfSatisfying(
            Acted.Done.class, it -> assertThat(it.evidence()).contains("was deleted", BUDGET));
    assertThat(isThere()).isFalse();
    assertThat(server.writes)
        .containsExactly(
            "POST /api/v1/namespaces/shop/pods/orders-abc-1/eviction",
            "DELETE /api/v1/namespaces/shop/pods/orders-abc-1");
  }

  @Test
  void isEvictedAndNotDeletedWhereNoBudgetRefuses() throws Exception {
    server.denied.add("delete pods");
    assertThat(acting.done(planned(true).plan())).isInstanceOf(Acted.Done.class);
    assertThat(server.writes)
        .containsExactly("POST /api/v1/namespaces/shop/pods/orders-abc-1/eviction");
  }

  @Test
  void serverThatIsAskedTooMuchIsNoBudget() throws Exception {
    Prepared prepared = acting.ready(planned(true).plan()).prepared();
    server.failNext("POST", "/eviction", 429);
    assertThat(prepared.act()).isInstanceOf(Acted.NotDone.class);
    assertThat(isThere()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"create pods/eviction", "patch pods", "delete pods"})
  void missingRightIsNamed(String right) throws Exception {
    server.budget = Optional.of(BUDGET);
    server.denied.add(right);
    Refusal refusal = acting.refusedToPrepare(planned(true).plan());
    assertThat(refusal.guard()).isEqualTo("rights");
    assertThat(refusal.words()).contains(right + " in shop");
  }

  @Test
  void anotherPodOfTheSameNameIsLeftAlone() throws Exception {
    Plan plan = planned(false).plan();
    Prepared prepared = acting.ready(plan).prepared();
    server.with(
        ObjectKind.POD,
        pod("ReplicaSet", "orders-abc", "replicaset-orders-abc", "Running", true)
            .replace("p-1", "p-2"));
    assertThat(prepared.act()).isInstanceOf(Acted.NotDone.class);
    assertThat(acting.refusedToPrepare(plan).words()).contains("made anew");
    assertThat(refused(Optional.of("p-1")).guard()).isEqualTo("target");
    assertThat(isThere()).isTrue();
  }

  @Test
  void podThatWasMadeSinceTheLookIsAnotherOneWhereNoUidIsKnown() throws Exception {
    assertThat(acting.planned(recommended(Optional.empty()), decision(false)).plan().uid())
        .contains("p-1");
    server.with(
        ObjectKind.POD,
        pod("ReplicaSet", "orders-abc", "replicaset-orders-abc", "Running", true)
            .replace("2026-11-26T09:00:00Z", "2026-11-26T10:00:01Z"));
    assertThat(refused(Optional.empty()).words()).contains("another one than was looked at");
  }

  @Test
  void podThatNobodyWouldMakeAgainIsLeftAlone() throws Exception {
    server.with(ObjectKind.POD, "{metadata: {name: orders-abc-1, uid: p-1}}");
    assertThat(refused(Optional.of("p-1")))
        .satisfies(
            it -> {
              assertThat(it.guard()).isEqualTo("owner");
              assertThat(it.value()).isEqualTo("no owner");
            });
    server.with(ObjectKind.POD, pod("Node", "node-1", "n", "Running", true));
    assertThat(refused(Optional.of("p-1")).value()).isEqualTo("a static pod of node-1");
    server.with(ObjectKind.POD, pod("Job", "nightly", "j", "Running", true));
    assertThat(refused(Optional.of("p-1")).value()).isEqualTo("Job/nightly");
    server.with(ObjectKind.POD, pod("ReplicaSet", "orders-abc", "another", "Running", true));
    assertThat(refused(Optional.of("p-1")).value()).contains("which is gone");
  }

  @Test
  void podsOfOtherOwnersAreEvictedAsWell() throws Exception {
    server
        .with(
            ObjectKind.DAEMON_SET,
            "{metadata: {name: agent}, status: {observedGeneration: 1, desiredNumberScheduled: 5,"
                + " numberReady: 4}}")
        .with(
            ObjectKind.REPLICA_SET,
            "{metadata: {name: alone}, spec: {replicas: 2}, status: {observedGeneration: 1,"
                + " readyReplicas: 1}}");
    server.with(ObjectKind.POD, pod("DaemonSet", "agent", "daemonset-agent", "Running", true));
    assertThat(planned(false).reach().desired()).hasValue(5);
    assertThat(planned(false).reach().ready()).hasValue(4);
    server.with(ObjectKind.POD, pod("ReplicaSet", "alone", "replicaset-alone", "Running", true));
    assertThat(planned(false).reach().desired()).hasValue(2);
    assertThat(planned(false).reach().ready()).hasValue(1);
  }

  @Test
  void podThatHasEndedIsNoUseToDelete() throws Exception {
    server.with(
        ObjectKind.POD, pod("ReplicaSet", "orders-abc", "replicaset-orders-abc", "Failed", false));
    assertThat(refused(Optional.of("p-1")).guard()).isEqualTo("no-change");
  }

  @Test
  void statusThatIsWrittenMeanwhileIsNotInTheWay() throws Exception {
    Prepared prepared = acting.ready(planned(false).plan()).prepared();
    server.touch(ObjectKind.POD, "orders-abc-1");
    assertThat(prepared.act()).isInstanceOf(Acted.Done.class);
    assertThat(isThere()).isFalse();
  }

  @Test
  void evictionThatIsStillOnItsWayFailsOnceThePodIsSealed() throws Exception {
    Plan plan = planned(false).plan();
    Prepared late = acting.ready(plan).prepared();
    Ticket taker = new Ticket(TICKET.intervention(), TICKET.fence() + 1);
    assertThat(acting.actuator().settle(plan, taker)).isInstanceOf(Acted.NotDone.class);
    assertThat(late.act()).isInstanceOf(Acted.NotDone.class);
    assertThat(acting.refusedToPrepare(plan).guard()).isEqualTo("fence");
    assertThat(isThere()).isTrue();
  }

  @Test
  void podThatIsGoneWasTakenAway() throws Exception {
    Plan plan = planned(false).plan();
    server.remove(ObjectKind.POD, "orders-abc-1");
    assertThat(acting.actuator().settle(plan, TICKET)).isInstanceOf(Acted.Done.class);
    server.with(
        ObjectKind.POD,
        pod("ReplicaSet", "orders-abc", "replicaset-orders-abc", "Running", true)
            .replace("p-1", "p-2"));
    assertThat(acting.actuator().settle(plan, TICKET)).isInstanceOf(Acted.Done.class);
    server.with(
        ObjectKind.POD,
        pod("ReplicaSet", "orders-abc", "replicaset-orders-abc", "Running", true)
            .replace("uid: p-1", "uid: p-1\n  deletionTimestamp: \"2026-11-26T10:00:05Z\""));
    assertThat(acting.actuator().settle(plan, TICKET))
        .isInstanceOfSatisfying(
            Acted.Done.class,
            it -> assertThat(it.evidence()).contains("being deleted since 2026-11-26T10:00:05Z"));
  }

  @Test
  void lostAnswerIsFoundOut() throws Exception {
    Prepared prepared = acting.ready(planned(false).plan()).prepared();
    server.loseAnswerOfNext("POST", "/eviction");
    assertThat(prepared.act()).isInstanceOf(Acted.Done.class);
    assertThat(isThere()).isFalse();
  }

  @Test
  void lostEvictionIsFoundOutAndNotRepeated() throws Exception {
    Prepared prepared = acting.ready(planned(false).plan()).prepared();
    server.loseNext("POST", "/eviction");
    assertThat(prepared.act()).isInstanceOf(Acted.NotDone.class);
    assertThat(isThere()).isTrue();
    assertThat(server.writes).containsExactly("PATCH /api/v1/namespaces/shop/pods/orders-abc-1");
  }

  @Test
  void whatCannotBeFoundOutIsUnknown() throws Exception {
    Plan plan = planned(false).plan();
    server.failNext("PATCH", "/orders-abc-1", 403);
    assertThat(acting.actuator().settle(plan, TICKET)).isInstanceOf(Acted.Unknown.class);
  }
}
