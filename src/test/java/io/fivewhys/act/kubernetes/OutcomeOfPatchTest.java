package io.fivewhys.act.kubernetes;

import static io.fivewhys.act.kubernetes.Asked.planned;
import static io.fivewhys.act.kubernetes.Asked.prepared;
import static io.fivewhys.act.kubernetes.Asked.refused;
import static io.fivewhys.act.kubernetes.Asked.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fivewhys.collect.kubernetes.change.ConfigRecording;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Prepared;
import io.fivewhys.mitigate.Actuator.Ticket;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Remedy.RestartWorkload;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of a patch, it is known whether it was made, or that it is not known. */
class OutcomeOfPatchTest {
  private static final String DEPLOYMENT =
      """
      {"spec": {"replicas": 2, "template": {"spec": {"containers": [{"name": "main"}]}}},
       "status": {"observedGeneration": 1, "readyReplicas": 2}}
      """;

  private static final Ticket TICKET = ticket("i-1", 7);

  @TempDir static Path directory;
  private static FakeApiServer api;
  private ClusterActuator actuator;
  private ClusterObject orders;
  private Plan plan;
  private Prepared prepared;

  @BeforeAll
  static void open() throws IOException {
    api = new FakeApiServer(directory);
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @BeforeEach
  void prepare() throws Exception {
    api.clear();
    orders = api.put(ObjectKind.DEPLOYMENT, "orders", DEPLOYMENT);
    var clock = Clock.fixed(Instant.parse("2026-03-01T10:00:00.5Z"), ZoneOffset.UTC);
    actuator =
        new ClusterActuator(
            api.config(), "shop", api.clusters(), clock, ConfigRecording.NONE.versions());
    var remedy = new RestartWorkload(Subject.of("Deployment", "orders"));
    plan = planned(actuator, remedy).plan();
    prepared = prepared(actuator, plan, TICKET).prepared();
    assertThat(api.patches).isEmpty();
  }

  /** Before each of the next so many patches. */
  private static void statusIsWritten(int times) {
    api.beforeNext(
        "PATCH",
        "/orders",
        it -> {
          it.touch(ObjectKind.DEPLOYMENT, "orders");
          if (times > 1) {
            statusIsWritten(times - 1);
          }
        });
  }

  private String restartedAt() {
    return api.get(ObjectKind.DEPLOYMENT, "orders")
        .at("/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt")
        .asText();
  }

  @Test
  void patchIsMadeOnceWithThePreconditionAndTheIdOfTheIntervention() throws Exception {
    assertThat(prepared.act()).isInstanceOf(Acted.Done.class);
    assertThat(restartedAt()).isEqualTo("2026-03-01T10:00:00Z");
    assertThat(api.patches)
        .singleElement()
        .asString()
        .contains("\"resourceVersion\":\"" + orders.resourceVersion() + "\"")
        .contains("\"fivewhys.io/action\":\"i-1\"");
    assertThatThrownBy(prepared::act).isInstanceOf(IllegalStateException.class);
    assertThat(api.patches).hasSize(1);
  }

  @Test
  void patchWhoseAnswerIsLostIsSeenAtTheObject() throws Exception {
    api.loseAnswerOfNext("PATCH", "/orders");
    assertThat(prepared.act()).isInstanceOf(Acted.Done.class);
    assertThat(api.patches).hasSize(1);
  }

  @Test
  void errorOfTheServerSaysNothingAndTheObjectDoes() throws Exception {
    api.failAfterNext("PATCH", "/orders", 500);
    assertThat(prepared.act()).isInstanceOf(Acted.Done.class);
    assertThat(api.patches).hasSize(1);
  }

  @Test
  void patchThatIsLostIsNotRepeatedAndCannotArriveLater() throws Exception {
    api.loseNext("PATCH", "/orders");
    assertThat(prepared.act()).isInstanceOf(Acted.NotDone.class);
    assertThat(restartedAt()).isEmpty();
    assertThat(api.get(ObjectKind.DEPLOYMENT, "orders").resourceVersion())
        .isNotEqualTo(orders.resourceVersion());
    assertThat(api.patches).singleElement().asString().contains("\"fivewhys.io/fence\":\"i-1 7\"");
  }

  @Test
  void serverThatGoesAwayMeanwhileLeavesItUnknown() throws Exception {
    api.away = true;
    assertThat(prepared.act()).isInstanceOf(Acted.Unknown.class);
    assertThat(actuator.settle(plan, TICKET)).isInstanceOf(Acted.Unknown.class);
    assertThat(refused(actuator.prepare(plan, TICKET)).guard()).isEqualTo("cluster");
  }

  @Test
  void whatWasNeverSentOrWasRefusedIsCertainAndNothingElse() {
    assertThat(failed(0, new ConnectException("refused")).isCertain()).isTrue();
    assertThat(failed(0, new UnknownHostException("api")).isCertain()).isTrue();
    assertThat(failed(0, new SocketException("Connection reset")).isCertain()).isFalse();
    assertThat(failed(0, new TimeoutException()).isCertain()).isFalse();
    for (int status : new int[] {400, 401, 403, 404, 409, 422, 429}) {
      assertThat(failed(status, null).isCertain()).as("%d", status).isTrue();
    }
    for (int status : new int[] {408, 500, 502, 503, 504}) {
      assertThat(failed(status, null).isCertain()).as("%d", status).isFalse();
    }
  }

  private static ApiFailed failed(int status, Exception cause) {
    return ApiFailed.of(
        status == 0
            ? new KubernetesClientException("lost", cause)
            : new KubernetesClientException("said", status, null));
  }

  @Test
  void refusalIsCertain() throws Exception {
    api.failNext("PATCH", "/orders", 403);
    assertThat(prepared.act())
        .isInstanceOfSatisfying(
            Acted.NotDone.class, it -> assertThat(it.why()).contains("as the test wants it"));
    assertThat(api.patches).isEmpty();
  }

  @Test
  void statusThatIsWrittenMeanwhileIsNotInTheWay() throws Exception {
    statusIsWritten(2);
    assertThat(prepared.act()).isInstanceOf(Acted.Done.class);
    assertThat(api.patches).hasSize(1);
  }

  @Test
  void statusThatIsWrittenAllTheTimeIsAnEndOfIt() throws Exception {
    statusIsWritten(5);
    assertThat(prepared.act()).isInstanceOf(Acted.NotDone.class);
    assertThat(api.patches).isEmpty();
  }

  @Test
  void changeOfSomebodyElseIsNotOverwritten() throws Exception {
    api.beforeNext(
        "PATCH",
        "/orders",
        it ->
            it.object(ObjectKind.DEPLOYMENT, "orders")
                .orElseThrow()
                .withObject("spec")
                .put("minReadySeconds", 9));
    api.touch(ObjectKind.DEPLOYMENT, "orders");
    assertThat(prepared.act())
        .isInstanceOfSatisfying(
            Acted.NotDone.class, it -> assertThat(it.why()).contains("changed by somebody else"));
    assertThat(api.patches).isEmpty();
  }

  @Test
  void targetThatIsGoneOrMadeAnewIsLeftAlone() throws Exception {
    api.remove(ObjectKind.DEPLOYMENT, "orders");
    assertThat(prepared.act()).isInstanceOf(Acted.NotDone.class);
    assertThat(actuator.settle(plan, TICKET)).isInstanceOf(Acted.Unknown.class);
    assertThat(refused(actuator.prepare(plan, TICKET)).guard()).isEqualTo("target");
    api.put(ObjectKind.DEPLOYMENT, "orders", DEPLOYMENT);
    assertThat(actuator.settle(plan, TICKET)).isInstanceOf(Acted.Unknown.class);
    assertThat(refused(actuator.prepare(plan, TICKET)).limit()).isEqualTo("uid " + orders.uid());
    assertThat(api.patches).isEmpty();
  }

  @Test
  void settlingMakesWhatIsOnItsWayFail() throws Exception {
    assertThat(actuator.settle(plan, ticket("i-1", 8))).isInstanceOf(Acted.NotDone.class);
    assertThat(prepared.act()).isInstanceOf(Acted.NotDone.class);
    assertThat(refused(actuator.prepare(plan, TICKET)).guard()).isEqualTo("fence");
    assertThat(restartedAt()).isEmpty();
    // Another intervention, of a store that counts from the beginning, is none of its business.
    assertThat(prepared(actuator, plan, ticket("i-2", 1)).prepared().act())
        .isInstanceOf(Acted.Done.class);
  }

  @Test
  void settlingSeesWhatWasDone() throws Exception {
    prepared.act();
    assertThat(actuator.settle(plan, ticket("i-1", 8)))
        .isInstanceOfSatisfying(
            Acted.Done.class, it -> assertThat(it.evidence()).contains("fivewhys.io/action: i-1"));
    assertThat(api.patches).hasSize(1);
  }

  @Test
  void changeThatWouldNotBeAcceptedIsRefusedBeforehand() throws Exception {
    api.dryRunRefusal = Optional.of("admission webhook says no");
    assertThat(refused(actuator.prepare(plan, TICKET)))
        .satisfies(
            it -> {
              assertThat(it.guard()).isEqualTo("dry-run");
              assertThat(it.words()).contains("admission webhook says no");
            });
    api.denied.add("patch deployments");
    assertThat(refused(actuator.prepare(plan, TICKET)).guard()).isEqualTo("rights");
  }

  @Test
  void whoIsInterruptedSaysSo() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(prepared::act).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
