package io.fivewhys.act.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.act.breaker.AdminPort.Write;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Prepared;
import io.fivewhys.mitigate.Plan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a reset does, and how it is known. */
class BreakerResetTest extends BreakerActuatorTest {
  private Acted actImpatiently(Write write) throws Exception {
    one.with("orders", "OPEN", LONG_AGO);
    planned("orders");
    use(impatient(one.url()));
    Prepared prepared = prepared(planned("orders"));
    one.on(write);
    return prepared.act();
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
}
