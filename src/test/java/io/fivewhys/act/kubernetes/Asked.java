package io.fivewhys.act.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.CauseKey;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.Subject;
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

/** Asks an actuator as the executor does, and expects an answer of one sort. */
public final class Asked {
  private static final Decision DECISION =
      new Decision(Mode.AUTO, "test", false, false, false, 1, "the test says so");

  private Asked() {}

  public static Ticket ticket(String intervention, long fence) {
    return new Ticket(intervention, fence);
  }

  public static Recommendation recommendation(Remedy remedy, String namespace, String diagnosed) {
    return new Recommendation(
        "api-gateway",
        namespace,
        "diagnosis-1",
        Instant.EPOCH,
        new CauseKey(Category.DEPLOYMENT_ISSUE, Subject.of("Deployment", "orders")),
        0.9,
        remedy,
        "summary",
        "command",
        Risk.LOW,
        "because",
        Optional.ofNullable(diagnosed));
  }

  public static Planning plan(Actuator actuator, Remedy remedy, String diagnosed)
      throws InterruptedException {
    String namespace = remedy.target().namespace().orElse("shop");
    return actuator.plan(recommendation(remedy, namespace, diagnosed), DECISION);
  }

  public static Planning.Planned planned(Actuator actuator, Remedy remedy)
      throws InterruptedException {
    Planning answer = plan(actuator, remedy, null);
    assertThat(answer).isInstanceOf(Planning.Planned.class);
    return (Planning.Planned) answer;
  }

  public static Refusal refused(Planning answer) {
    assertThat(answer).isInstanceOf(Planning.Refused.class);
    assertThat(((Planning.Refused) answer).refusals()).hasSize(1);
    return ((Planning.Refused) answer).refusals().getFirst();
  }

  public static Refusal refused(Preparation answer) {
    assertThat(answer).isInstanceOf(Preparation.Refused.class);
    assertThat(((Preparation.Refused) answer).refusals()).hasSize(1);
    return ((Preparation.Refused) answer).refusals().getFirst();
  }

  public static Preparation.Ready prepared(Actuator actuator, Plan plan, Ticket ticket)
      throws InterruptedException {
    Preparation answer = actuator.prepare(plan, ticket);
    assertThat(answer).isInstanceOf(Preparation.Ready.class);
    return (Preparation.Ready) answer;
  }

  /** Plans, prepares and does it. */
  public static Plan done(Actuator actuator, Remedy remedy, Ticket ticket)
      throws InterruptedException {
    Plan plan = planned(actuator, remedy).plan();
    assertThat(prepared(actuator, plan, ticket).prepared().act()).isInstanceOf(Acted.Done.class);
    return plan;
  }
}
