package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.inference.Action;
import io.fivewhys.mitigate.InterventionState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisruptionBudgetTest {
  private static void add(Situation it, Duration ago, InterventionState state, Action action) {
    it.past.add(Situation.elsewhere(Situation.past("V-0", ago, state, Optional.empty()), action));
  }

  @Test
  void allActionsAndGatewaysShareIt() {
    var it = new Situation();
    add(it, Duration.ofMinutes(50), InterventionState.DONE, Action.SCALE_OUT);
    add(it, Duration.ofMinutes(40), InterventionState.FAILED, Action.RESET_CIRCUIT_BREAKER);
    add(it, Duration.ofMinutes(61), InterventionState.DONE, Action.UNDO_ROLLOUT);
    assertThat(new DisruptionBudget(3, 1).objection(it.it())).isEmpty();
    assertThat(new DisruptionBudget(2, 1).objection(it.it()).orElseThrow().value())
        .isEqualTo("2 within the last hour");
  }

  @Test
  void soManyAreInFlightHoweverLong() {
    var it = new Situation();
    add(it, Duration.ofHours(20), InterventionState.ACTING, Action.SCALE_OUT);
    add(it, Duration.ofMinutes(4), InterventionState.VERIFYING, Action.UNDO_ROLLOUT);
    assertThat(new DisruptionBudget(9, 3).objection(it.it())).isEmpty();
    assertThat(new DisruptionBudget(9, 2).objection(it.it()).orElseThrow().value())
        .isEqualTo("2 in flight");
  }

  @Test
  void whatNobodyKnowsOfHoldsUpTheOthersForAnHourOnly() {
    var it = new Situation();
    add(it, Duration.ofMinutes(59), InterventionState.UNKNOWN, Action.SCALE_OUT);
    add(it, Duration.ofMinutes(60), InterventionState.UNKNOWN, Action.SCALE_OUT);
    add(it, Duration.ofHours(9), InterventionState.UNKNOWN, Action.SCALE_OUT);
    assertThat(new DisruptionBudget(9, 2).objection(it.it())).isEmpty();
    assertThat(new DisruptionBudget(9, 1).objection(it.it()).orElseThrow().value())
        .isEqualTo("1 in flight");
  }
}
