package io.fivewhys.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.act.kubernetes.Asked;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Actuator;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is asked for what. */
class GatewayActuatorTest {
  private static final Remedy RESTART =
      new Remedy.RestartWorkload(Subject.of("Deployment", "shop", "orders"));
  private static final Remedy RESET =
      new Remedy.ResetCircuitBreaker(Subject.of("CircuitBreaker", "orders"), Optional.empty());

  /** Says its name to whatever is asked. */
  private record Named(String name) implements Actuator {
    @Override
    public Planning plan(Recommendation recommendation, Decision decision) {
      return new Planning.Refused(List.of(new Refusal(name, "", "", "")));
    }

    @Override
    public Preparation prepare(Plan plan, Ticket ticket) {
      return new Preparation.Refused(List.of(new Refusal(name, "", "", "")));
    }

    @Override
    public Acted settle(Plan plan, Ticket ticket) {
      return new Acted.NotDone(name);
    }
  }

  private static Plan plan(Remedy remedy) {
    return new Plan(remedy, Optional.empty(), Optional.empty(), "", List.of(), Optional.empty());
  }

  @Test
  void breakersAreResetByTheirsAndAllElseIsDoneToTheCluster() throws Exception {
    var both =
        new GatewayActuator(
            "edge", Optional.of(new Named("cluster")), Optional.of(new Named("breakers")));
    for (Remedy each : List.of(RESTART, RESET)) {
      String name = each == RESET ? "breakers" : "cluster";
      assertThat(Asked.refused(Asked.plan(both, each, null)).guard()).isEqualTo(name);
      assertThat(Asked.refused(both.prepare(plan(each), Asked.ticket("i-1", 1))).guard())
          .isEqualTo(name);
      assertThat(both.settle(plan(each), Asked.ticket("i-1", 1)))
          .isEqualTo(new Actuator.Acted.NotDone(name));
    }
  }

  @Test
  void gatewayThatHasNobodySaysWhatToConfigureAndConcludesNothing() throws Exception {
    var nobody = new GatewayActuator("edge", Optional.empty(), Optional.empty());
    assertThat(Asked.refused(Asked.plan(nobody, RESTART, null)).limit())
        .isEqualTo("gateways.edge.kubernetes is configured");
    assertThat(Asked.refused(nobody.prepare(plan(RESET), Asked.ticket("i-1", 1))).limit())
        .isEqualTo("gateways.edge.breakers is configured");
    assertThat(nobody.settle(plan(RESTART), Asked.ticket("i-1", 1)))
        .isInstanceOf(Actuator.Acted.Unknown.class);
  }
}
