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

/** As {@link Asked}, where it matters when it was looked at and what the policy lets go. */
public record Acting(Actuator actuator) {
  public static final Ticket TICKET = Asked.ticket("i-1", 7);

  public static Decision decision(boolean plainDelete) {
    return new Decision(Mode.AUTO, "rule", false, plainDelete, false, 1, "");
  }

  public static Recommendation recommendation(
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

  public Planning.Planned planned(Recommendation recommendation, Decision decision)
      throws InterruptedException {
    Planning planning = actuator.plan(recommendation, decision);
    assertThat(planning).isInstanceOf(Planning.Planned.class);
    return (Planning.Planned) planning;
  }

  public Refusal refusedToPlan(Recommendation recommendation, Decision decision)
      throws InterruptedException {
    return Asked.refused(actuator.plan(recommendation, decision));
  }

  public Preparation.Ready ready(Plan plan) throws InterruptedException {
    return Asked.prepared(actuator, plan, TICKET);
  }

  public Refusal refusedToPrepare(Plan plan) throws InterruptedException {
    return Asked.refused(actuator.prepare(plan, TICKET));
  }

  public Acted done(Plan plan) throws InterruptedException {
    return ready(plan).prepared().act();
  }
}
