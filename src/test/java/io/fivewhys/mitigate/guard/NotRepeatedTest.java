package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.inference.Action;
import io.fivewhys.mitigate.Effect;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Past;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotRepeatedTest {
  private static boolean objects(Past past) {
    var it = new Situation();
    it.past.add(past);
    return new NotRepeated().objection(it.it()).isPresent();
  }

  private static Past done(Effect effect) {
    return Situation.past("V-0", Duration.ofHours(3), InterventionState.DONE, Optional.of(effect));
  }

  @Test
  void whatDidNotHelpIsNotRepeated() {
    assertThat(objects(done(Effect.NOT_YET))).isTrue();
    assertThat(objects(done(Effect.WORSE))).isTrue();
    assertThat(objects(done(Effect.RECOVERED))).isFalse();
    assertThat(objects(Situation.elsewhere(done(Effect.WORSE), Action.RESTART_WORKLOAD)))
        .as("elsewhere")
        .isFalse();
  }

  @Test
  void whatWasNotDoneHadNoChanceToHelp() {
    assertThat(
            objects(
                Situation.past(
                    "V-0", Duration.ofHours(3), InterventionState.FAILED, Optional.empty())))
        .isFalse();
  }

  @Test
  void anotherPodOfTheSameWorkloadIsTheSameAgain() {
    var it = new Situation().deleting("orders-5d9c7b-x2x4q");
    var old = done(Effect.NOT_YET);
    it.past.add(
        new Past(
            old.id(),
            old.incident(),
            old.gateway(),
            Action.DELETE_POD,
            "Pod/shop/orders-5d9c7b-aaaaa",
            old.cause(),
            old.state(),
            old.begunAt(),
            old.effect(),
            Optional.empty()));
    assertThat(new NotRepeated().objection(it.it())).isPresent();
  }
}
