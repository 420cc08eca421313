package io.fivewhys.act.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.act.breaker.AdminPort.Write;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.breaker.BreakerConfig;
import io.fivewhys.collect.web.RawServer;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Planning;
import io.fivewhys.mitigate.Actuator.Preparation;
import io.fivewhys.mitigate.Actuator.Prepared;
import io.fivewhys.mitigate.Actuator.Ticket;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Reach;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BreakerActuatorTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
  private static final String LONG_AGO = "2026-11-22T09:00:00Z";
  private static final Decision DECISION =
      new Decision(Mode.APPROVE, "resets", false, false, false, 1, "the demo says so");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Ticket TICKET = new Ticket(idOf(NOW), 7);

  private AdminPort one;
  private AdminPort other;
  private BreakerActuator actuator;

  @BeforeEach
  void start() throws Exception {
    one = new AdminPort();
    other = new AdminPort();
    actuator = actuator(List.of(runbook(one.url(), "gateway-1")));
  }

  @AfterEach
  void stop() {
    actuator.close();
    one.close();
    other.close();
  }

  private static BreakerActuator actuator(List<BreakerConfig> configs) {
    var context =
        new SourceContext(
            Clock.fixed(NOW, ZoneOffset.UTC), Map.of(), Path.of("."), Path.of("target"));
    return new BreakerActuator("api-gateway", "shop", configs, context);
  }

  private void use(BreakerConfig... configs) {
    actuator.close();
    actuator = actuator(List.of(configs));
  }

  private static BreakerConfig runbook(URI url, String instance) {
    return new BreakerConfig.Runbook(patient(url), Optional.of(instance), Map.of(), PATIENCE);
  }

  private static WebAccess patient(URI url) {
    return WebAccess.at(url).within(PATIENCE);
  }

  /** For where nobody is going to answer. */
  private static BreakerConfig impatient(URI url) {
    return new BreakerConfig.Runbook(
        WebAccess.at(url).within(Duration.ofMillis(500)),
        Optional.of("gateway-1"),
        Map.of(),
        PATIENCE);
  }

  private Acted actImpatiently(Write write) throws Exception {
    one.with("orders", "OPEN", LONG_AGO);
    planned("orders");
    use(impatient(one.url()));
    Prepared prepared = prepared(planned("orders"));
    one.on(write);
    return prepared.act();
  }

  /** A UUID of version 7. */
  private static String idOf(Instant at) {
    return new UUID(at.toEpochMilli() << 16 | 7L << 12, 1L << 63).toString();
  }

  private static Recommendation reset(String name) {
    return reset(name, Optional.empty());
  }

  private static Recommendation reset(String name, Optional<String> upstream) {
    return new Recommendation(
        "api-gateway",
        "shop",
        "d-1",
        NOW,
        new CauseKey(Category.CIRCUIT_BREAKER_ACTIVATION, Subject.of("Deployment", "shop", name)),
        0.9,
        new Remedy.ResetCircuitBreaker(Subject.of("CircuitBreaker", name), upstream),
        "Reset the circuit breaker of " + name,
        "curl",
        Risk.LOW,
        "its upstream is well",
        Optional.empty());
  }

  private Plan planned(String name) throws Exception {
    Planning planning = actuator.plan(reset(name), DECISION);
    assertThat(planning).isInstanceOf(Planning.Planned.class);
    var planned = (Planning.Planned) planning;
    assertThat(planned.reach()).isEqualTo(Reach.NOTHING);
    return planned.plan();
  }

  private Refusal refused(String name) throws Exception {
    Planning planning = actuator.plan(reset(name), DECISION);
    assertThat(planning).isInstanceOf(Planning.Refused.class);
    return ((Planning.Refused) planning).refusals().getFirst();
  }

  private Prepared prepared(Plan plan) throws Exception {
    Preparation preparation = actuator.prepare(plan, TICKET);
    assertThat(preparation).isInstanceOf(Preparation.Ready.class);
    return ((Preparation.Ready) preparation).prepared();
  }

  private Refusal heldBack(Plan plan) throws Exception {
    Preparation preparation = actuator.prepare(plan, TICKET);
    assertThat(preparation).isInstanceOf(Preparation.Refused.class);
    return ((Preparation.Refused) preparation).refusals().getFirst();
  }

  private Acted act(Write write) throws Exception {
    one.with("orders", "OPEN", LONG_AGO);
    Prepared prepared = prepared(planned("orders"));
    one.on(write);
    return prepared.act();
  }

  @Test
  void anOpenBreakerIsClosedAsTheRunbookSays() throws Exception {
    one.with("orders", "OPEN", LONG_AGO).with("cart", "CLOSED", LONG_AGO);
    Plan plan = planned("orders");
    assertThat(plan.command())
        .isEqualTo("curl -X POST " + one.url() + "/admin/circuit-breaker/orders/reset");
    assertThat(plan.changes()).containsExactly("breaker orders at gateway-1: OPEN → CLOSED");
    assertThat(plan.state()).contains("orders at gateway-1");
    assertThat(one.writes()).isEmpty();

    assertThat(prepared(plan).act())
        .isEqualTo(
            new Acted.Done(
                "POST /admin/circuit-breaker/orders/reset answers 200;"
                    + " orders at gateway-1 is closed"));
    assertThat(one.writes()).containsExactly("POST /admin/circuit-breaker/orders/reset");
  }

  @Test
  void itIsClosedAtEveryInstanceThatHasItOpen() throws Exception {
    use(runbook(one.url(), "gateway-1"), runbook(other.url(), "gateway-2"));
    one.with("orders", "OPEN", LONG_AGO);
    other.with("orders", "FORCED_OPEN", LONG_AGO);
    Plan plan = planned("orders");
    assertThat(plan.changes())
        .containsExactly(
            "breaker orders at gateway-1: OPEN → CLOSED",
            "breaker orders at gateway-2: FORCED_OPEN → CLOSED");
    assertThat(prepared(plan).act()).isInstanceOf(Acted.Done.class);
    assertThat(one.writes()).hasSize(1);
    assertThat(other.writes()).hasSize(1);
  }

  @Test
  void anInstanceWhereItIsClosedIsLeftAlone() throws Exception {
    use(runbook(one.url(), "gateway-1"), runbook(other.url(), "gateway-2"));
    one.with("orders", "CLOSED", LONG_AGO);
    other.with("orders", "OPEN", LONG_AGO);
    assertThat(prepared(planned("orders")).act()).isInstanceOf(Acted.Done.class);
    assertThat(one.writes()).isEmpty();
  }

  @Test
  void trialsOfAnOpenBreakerMakeNoOtherPlan() throws Exception {
    one.with("orders", "OPEN", LONG_AGO);
    Plan plan = planned("orders");
    one.with("orders", "HALF_OPEN", "2026-11-22T10:14:00Z");
    assertThat(planned("orders").hash()).isEqualTo(plan.hash());
    assertThat(prepared(plan).act()).isInstanceOf(Acted.Done.class);
  }

  @Test
  void itGoesByTheWorkloadBehindToo() throws Exception {
    one.with("ordersCircuitBreaker", "OPEN", LONG_AGO);
    assertThat(planned("orders").command()).contains("/ordersCircuitBreaker/reset");
    assertThat(planned("ordersCircuitBreaker").command()).contains("/ordersCircuitBreaker/reset");
  }

  @Test
  void whereOneHasTheNameOthersBeforeTheSameWorkloadAreNotMeant() throws Exception {
    one.with("orders", "OPEN", LONG_AGO).with("ordersCircuitBreaker", "OPEN", LONG_AGO);
    assertThat(planned("orders").changes())
        .containsExactly("breaker orders at gateway-1: OPEN → CLOSED");
  }

  @Test
  void aBreakerThatNobodyListsIsNotMade() throws Exception {
    one.with("orders", "OPEN", LONG_AGO);
    Refusal refusal = refused("payments");
    assertThat(refusal.guard()).isEqualTo("target-missing");
    assertThat(refusal.words())
        .isEqualTo("no breaker is called payments or stands before it; there are orders");
    Plan plan = planned("orders");
    one.without("orders");
    assertThat(heldBack(plan).guard()).isEqualTo("target-missing");
    assertThat(one.writes()).isEmpty();
  }

  @Test
  void aClosedBreakerIsNoMatterForAReset() throws Exception {
    one.with("orders", "CLOSED", LONG_AGO);
    assertThat(refused("orders").guard()).isEqualTo("no-change");
    one.with("orders", "OPEN", LONG_AGO);
    Plan plan = planned("orders");
    one.with("orders", "CLOSED", "2026-11-22T10:14:00Z");
    assertThat(heldBack(plan).guard()).isEqualTo("no-change");
  }

  @Test
  void aPlaceThatCannotBeSeenMayHoldOneMore() throws Exception {
    use(runbook(one.url(), "gateway-1"), runbook(other.url(), "gateway-2"));
    one.with("orders", "OPEN", LONG_AGO);
    other.answers(401);
    Refusal refusal = refused("orders");
    assertThat(refusal.guard()).isEqualTo("unreachable");
    assertThat(refusal.value()).isEqualTo("unauthenticated");
    assertThat(refusal.words()).startsWith("breakers/gateway-2 cannot be seen");
    other.answers(200);
    Plan plan = planned("orders");
    other.answers(500);
    assertThat(heldBack(plan).guard()).isEqualTo("unreachable");
  }

  @Test
  void nobodyWaitsForAPlaceThatDoesNotAnswer() throws Exception {
    try (var hung = RawServer.hung()) {
      use(impatient(hung.url()));
      assertThat(refused("orders").value()).isEqualTo("timeout");
    }
    use(runbook(RawServer.nobody(), "gateway-1"));
    assertThat(refused("orders").value()).isEqualTo("unreachable");
  }

  @Test
  void anotherInstanceThatHasOpenedIsAnotherPlan() throws Exception {
    use(runbook(one.url(), "gateway-1"), runbook(other.url(), "gateway-2"));
    one.with("orders", "OPEN", LONG_AGO);
    Plan plan = planned("orders");
    other.with("orders", "OPEN", LONG_AGO);
    assertThat(heldBack(plan).guard()).isEqualTo("target");
  }

  @Test
  void aStateThatNobodyKnowsIsNotTakenForOpenNorForClosed() throws Exception {
    one.with("orders", "PURPLE", LONG_AGO);
    assertThat(refused("orders").guard()).isEqualTo("unknown-state");
  }

  @Test
  void aNameThatMeansBreakersOfSeveralWorkloadsIsNone() throws Exception {
    use(
        new BreakerConfig.Runbook(
            patient(one.url()),
            Optional.empty(),
            Map.of("orders", "payments", "legacy", "orders"),
            PATIENCE));
    one.with("orders", "OPEN", LONG_AGO).with("legacy", "OPEN", LONG_AGO);
    assertThat(refused("orders").guard()).isEqualTo("ambiguous-target");
  }

  @Test
  void theHealthOfOneWorkloadOpensNoWayToAnother() throws Exception {
    one.with("orders-cb", "OPEN", LONG_AGO);
    behind("orders-cb", "orders");
    var fits =
        (Planning.Planned) actuator.plan(reset("orders-cb", Optional.of("orders")), DECISION);
    Planning other = actuator.plan(reset("orders-cb", Optional.of("cart")), DECISION);
    Refusal refusal = ((Planning.Refused) other).refusals().getFirst();
    assertThat(refusal.guard()).isEqualTo("target");
    assertThat(refusal.words()).contains("orders-cb stands before orders, not before cart");

    behind("orders-cb", "cart");
    assertThat(heldBack(fits.plan()).guard()).as("by the time it is done").isEqualTo("target");
  }

  private void behind(String breaker, String workload) {
    use(
        new BreakerConfig.Runbook(
            patient(one.url()), Optional.of("gateway-1"), Map.of(breaker, workload), PATIENCE));
  }

  @Test
  void aGatewayWithoutPlacesHasNoBreakers() throws Exception {
    use();
    assertThat(refused("orders").words()).contains("breakers");
  }

  @Test
  void resilience4jIsToldToCloseAndForgetsItsCalls() throws Exception {
    use(new BreakerConfig.Actuator(patient(one.url()), Optional.of("gw"), Map.of(), PATIENCE));
    one.with("orders", "OPEN", "");
    Plan plan = planned("orders");
    assertThat(plan.changes())
        .containsExactly(
            "breaker orders at gw: OPEN → CLOSED; the calls that it counted are forgotten");
    assertThat(plan.command())
        .isEqualTo(
            "curl -X POST -H 'Content-Type: application/json' -d '{\"updateState\":\"CLOSE\"}' "
                + one.url()
                + "/actuator/circuitbreakers/orders");
    assertThat(prepared(plan).act()).isInstanceOf(Acted.Done.class);
    assertThat(one.writes())
        .containsExactly("POST /actuator/circuitbreakers/orders {\"updateState\":\"CLOSE\"}");
  }

  @Test
  void kongTakesEachTargetInAgainThatItKeepsRequestsFrom() throws Exception {
    use(new BreakerConfig.Kong(patient(one.url()), Optional.empty(), Map.of(), PATIENCE));
    one.with("81", "OPEN", "").with("82", "CLOSED", "").with("83", "OPEN", "");
    Plan plan = planned("orders");
    assertThat(plan.changes())
        .containsExactly(
            "breaker orders health check of 10.0.0.1:81 at api-gateway: OPEN → CLOSED;"
                + " all nodes send requests there again",
            "breaker orders health check of 10.0.0.1:83 at api-gateway: OPEN → CLOSED;"
                + " all nodes send requests there again");
    assertThat(prepared(plan).act()).isInstanceOf(Acted.Done.class);
    assertThat(one.writes())
        .containsExactly(
            "PUT /upstreams/u1/targets/81/healthy", "PUT /upstreams/u1/targets/83/healthy");
  }

  @Test
  void kongBeforeItsThirdReleaseIsAskedAsItKnows() throws Exception {
    use(new BreakerConfig.Kong(patient(one.url()), Optional.empty(), Map.of(), PATIENCE));
    one.knowsNoPut().with("81", "OPEN", "");
    assertThat(prepared(planned("orders")).act()).isInstanceOf(Acted.Done.class);
    assertThat(one.writes()).containsExactly("POST /upstreams/u1/targets/81/healthy");
  }

  @Test
  void whatEnvoyAndApisixKeepOutNobodyCanTakeIn() throws Exception {
    use(new BreakerConfig.Envoy(patient(one.url()), Optional.of("edge-1"), Map.of(), PATIENCE));
    assertThat(refused("orders").guard()).isEqualTo("not-resettable");
    assertThat(refused("orders outlier_detection").words()).contains("base_ejection_time");
    use(
        new BreakerConfig.Apisix(
            patient(one.url()), Optional.empty(), Map.of("upstreams/orders", "orders"), PATIENCE));
    assertThat(refused("orders").guard()).isEqualTo("not-resettable");
    assertThat(refused("orders").words()).contains("active check");
  }

  @Test
  void aBreakerThatOpensAgainAtOnceWasClosed() throws Exception {
    assertThat(act(Write.REOPENS))
        .isInstanceOfSatisfying(
            Acted.Done.class, it -> assertThat(it.evidence()).contains("is open again, since"));
  }

  @Test
  void aResetThatShowsNoEffectWasNone() throws Exception {
    assertThat(act(Write.IGNORED))
        .isInstanceOfSatisfying(
            Acted.NotDone.class,
            it -> assertThat(it.why()).contains("answers 200", "is open since " + LONG_AGO));
  }

  @Test
  void whoMayNotResetHasNotDone() throws Exception {
    assertThat(act(Write.FORBIDDEN))
        .isInstanceOfSatisfying(
            Acted.NotDone.class,
            it -> assertThat(it.why()).contains("answers 403: operators only"));
    assertThat(one.writes()).hasSize(1);
  }

  @Test
  void anErrorAfterWhichItIsOpenSinceBeforeDidNothing() throws Exception {
    assertThat(act(Write.FAILS)).isInstanceOf(Acted.NotDone.class);
  }

  @Test
  void silenceIsAnsweredByLookingAgain() throws Exception {
    assertThat(actImpatiently(Write.DONE_IN_SILENCE)).isInstanceOf(Acted.Done.class);
    assertThat(one.writes()).hasSize(1);
  }

  @Test
  void silenceBeforeAnOpenBreakerMayStillBecomeAReset() throws Exception {
    assertThat(actImpatiently(Write.LOST)).isInstanceOf(Acted.Unknown.class);
    assertThat(one.writes()).hasSize(1);
  }

  @Test
  void whoWakesUpLateSendsNothing() throws Exception {
    one.with("orders", "OPEN", LONG_AGO);
    var context =
        new SourceContext(
            Clock.fixed(NOW, ZoneOffset.UTC), Map.of(), Path.of("."), Path.of("target"));
    var configs = List.of(runbook(one.url(), "gateway-1"));
    try (var places = new BreakerPlaces("api-gateway", "shop", configs, context)) {
      long longAgo = System.nanoTime() - BreakerReset.GOOD_FOR.toNanos() - 1;
      var late = new BreakerReset(places, "orders", places.look("orders").open(), longAgo);
      assertThat(late.act()).isInstanceOf(Acted.NotDone.class);
    }
    assertThat(one.writes()).isEmpty();
  }

  @Test
  void whatCannotBeSeenAfterwardsIsNotKnown() throws Exception {
    assertThat(act(Write.BLINDS)).isInstanceOf(Acted.Unknown.class);
  }

  @Test
  void afterAFailureTheOtherInstancesAreLeftAsTheyAre() throws Exception {
    use(runbook(one.url(), "gateway-1"), runbook(other.url(), "gateway-2"));
    one.with("orders", "OPEN", LONG_AGO);
    other.with("orders", "OPEN", LONG_AGO);
    Prepared prepared = prepared(planned("orders"));
    one.on(Write.FORBIDDEN);
    assertThat(prepared.act()).isInstanceOf(Acted.NotDone.class);
    assertThat(other.writes()).isEmpty();
  }

  @Test
  void whatWasDoneInPartWasDone() throws Exception {
    use(runbook(one.url(), "gateway-1"), runbook(other.url(), "gateway-2"));
    one.with("orders", "OPEN", LONG_AGO);
    other.with("orders", "OPEN", LONG_AGO);
    Prepared prepared = prepared(planned("orders"));
    other.on(Write.FORBIDDEN);
    assertThat(prepared.act())
        .isInstanceOfSatisfying(
            Acted.Done.class,
            it ->
                assertThat(it.evidence())
                    .startsWith("in part: ")
                    .contains("answers 403", "orders at gateway-1 is closed"));
  }

  @Test
  void afterACrashAClosedBreakerIsDoneWhoeverClosedIt() throws Exception {
    one.with("orders", "OPEN", LONG_AGO);
    Plan plan = planned("orders");
    one.with("orders", "CLOSED", "");
    assertThat(actuator.settle(plan, TICKET))
        .isEqualTo(new Acted.Done("orders at gateway-1: closed now, whoever closed it"));
    assertThat(one.writes()).isEmpty();
  }

  @Test
  void afterACrashABreakerOpenSinceBeforeWasNotClosed() throws Exception {
    one.with("orders", "OPEN", LONG_AGO);
    Plan plan = planned("orders");
    assertThat(actuator.settle(plan, TICKET)).isInstanceOf(Acted.NotDone.class);
    assertThat(one.writes()).isEmpty();
  }

  @Test
  void afterACrashNobodyKnowsWhetherABreakerHasOpenedAgain() throws Exception {
    one.with("orders", "OPEN", LONG_AGO);
    Plan plan = planned("orders");
    one.with("orders", "OPEN", NOW.plusSeconds(5).toString());
    assertThat(actuator.settle(plan, TICKET)).isInstanceOf(Acted.Unknown.class);
    one.with("orders", "OPEN", NOW.minusSeconds(30).toString());
    assertThat(actuator.settle(plan, TICKET)).as("clocks differ").isInstanceOf(Acted.Unknown.class);
    one.with("orders", "OPEN", "");
    assertThat(actuator.settle(plan, TICKET)).isInstanceOf(Acted.Unknown.class);
    one.with("orders", "OPEN", LONG_AGO);
    assertThat(actuator.settle(plan, new Ticket("7", 7))).isInstanceOf(Acted.Unknown.class);
    one.without("orders");
    assertThat(actuator.settle(plan, TICKET)).isInstanceOf(Acted.Unknown.class);
    one.answers(503);
    assertThat(actuator.settle(plan, TICKET)).isInstanceOf(Acted.Unknown.class);
    assertThat(one.writes()).isEmpty();
  }
}
