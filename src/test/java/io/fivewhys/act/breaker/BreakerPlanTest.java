package io.fivewhys.act.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.breaker.BreakerConfig;
import io.fivewhys.collect.web.RawServer;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Planning;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Refusal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which breaker is meant, and what holds a reset back. */
class BreakerPlanTest extends BreakerActuatorTest {
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
}
