package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.mitigate.InterventionState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {
  private static boolean objects(Situation it, String target, InterventionState state) {
    it.past.clear();
    it.past.add(Situation.past("V-0", Duration.ofHours(2), target, state, Optional.empty()));
    return new OneAtATime().objection(it.it()).isPresent();
  }

  @Test
  void twoPlansOfTheSameTargetDoNotRunAtOnce() {
    for (InterventionState state : InterventionState.values()) {
      assertThat(objects(new Situation(), "Deployment/shop/orders", state))
          .as(state.toString())
          .isEqualTo(state.isInFlight());
    }
    assertThat(objects(new Situation(), "Deployment/other/orders", InterventionState.ACTING))
        .isFalse();
  }

  @Test
  void aPodAndItsWorkloadAreTheSame() {
    var it = new Situation().deleting("orders-5d9c7b-x2x4q");
    assertThat(objects(it, "Deployment/shop/orders", InterventionState.ACTING)).isTrue();
    assertThat(objects(new Situation(), "Pod/shop/orders-5d9c7b-x2x4q", InterventionState.ACTING))
        .isTrue();
    assertThat(objects(it, "Deployment/shop/payments", InterventionState.ACTING)).isFalse();
    assertThat(objects(it, "Deployment/other/orders", InterventionState.ACTING)).isFalse();
  }

  @Test
  void soAreTwoPodsOfOneWorkloadThoughOneIsGone() {
    var it = new Situation().deleting("orders-5d9c7b-x2x4q");
    assertThat(objects(it, "Pod/shop/orders-5d9c7b-aaaaa", InterventionState.ACTING)).isTrue();
    it.facts.add(Situation.pod("orders-5d9c7b-x2x4q", "orders", false));
    assertThat(objects(it, "Pod/shop/orders-77777-bbbbb", InterventionState.ACTING)).isTrue();
  }

  @Test
  void theLastLookKnowsWhosePodItIsBetterThanItsName() {
    var it = new Situation().deleting("orders-db-0");
    it.facts.add(Situation.pod("orders-db-0", "orders-db", false));
    assertThat(objects(it, "Deployment/shop/orders", InterventionState.ACTING)).isFalse();
    assertThat(objects(it, "StatefulSet/shop/orders-db", InterventionState.ACTING)).isTrue();
  }

  @Test
  void whatNobodyKnowsTheOutcomeOfIsForAPerson() {
    var it = new Situation();
    it.past.add(
        Situation.past("V-0", Duration.ofHours(9), InterventionState.UNKNOWN, Optional.empty()));
    assertThat(new OneAtATime().objection(it.it()).orElseThrow().words())
        .contains("a person has to say");
  }
}
