package io.fivewhys.act.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.CauseKey;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Risk;
import io.fivewhys.mitigate.Actuator;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Planning;
import io.fivewhys.mitigate.Actuator.Preparation;
import io.fivewhys.mitigate.Actuator.Ticket;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.time.Instant;
import java.util.Optional;

/** What tests ask of an actuator, and what they get. */
record Acting(Actuator actuator) {
  static final Ticket TICKET = new Ticket("i-1", 7);

  static Decision decision(boolean plainDelete) {
    return new Decision(Mode.AUTO, "rule", false, plainDelete, false, 1, "");
  }

  static Recommendation recommendation(
      Remedy remedy, Optional<String> diagnosed, Instant observedAt) {
    return new Recommendation(
        "edge",
        remedy.target().namespace().orElse("shop"),
        "d-1",
        observedAt,
        new CauseKey(Category.UPSTREAM_SERVICE_FAILURE, remedy.target()),
        0.9,
        remedy,
        "",
        "",
        Risk.LOW,
        "",
        diagnosed);
  }

  Planning.Planned planned(Recommendation recommendation, Decision decision)
      throws InterruptedException {
    Planning planning = actuator.plan(recommendation, decision);
    assertThat(planning).isInstanceOf(Planning.Planned.class);
    return (Planning.Planned) planning;
  }

  Refusal refusedToPlan(Recommendation recommendation, Decision decision)
      throws InterruptedException {
    Planning planning = actuator.plan(recommendation, decision);
    assertThat(planning).isInstanceOf(Planning.Refused.class);
    return ((Planning.Refused) planning).refusals().getFirst();
  }

  Preparation.Ready ready(Plan plan) throws InterruptedException {
    Preparation preparation = actuator.prepare(plan, TICKET);
    assertThat(preparation).isInstanceOf(Preparation.Ready.class);
    return (Preparation.Ready) preparation;
  }

  Refusal refusedToPrepare(Plan plan) throws InterruptedException {
    return refusedToPrepare(plan, TICKET);
  }

  Refusal refusedToPrepare(Plan plan, Ticket ticket) throws InterruptedException {
    Preparation preparation = actuator.prepare(plan, ticket);
    assertThat(preparation).isInstanceOf(Preparation.Refused.class);
    return ((Preparation.Refused) preparation).refusals().getFirst();
  }

  Acted done(Plan plan) throws InterruptedException {
    return ready(plan).prepared().act();
  }
}
