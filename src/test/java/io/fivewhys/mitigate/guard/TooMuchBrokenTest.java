package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TooMuchBrokenTest {
  private final TooMuchBroken guard = new TooMuchBroken(3, 50);

  @Test
  void manyBrokenGatewaysAreForAPerson() {
    var it = new Situation();
    it.openIncidents = 3;
    assertThat(guard.objection(it.it())).isEmpty();
    it.openIncidents = 4;
    assertThat(guard.objection(it.it()).orElseThrow().words()).contains("a person has to decide");
  }

  @Test
  void manyWorkloadsThatAreNotReadyAreForAPerson() {
    var it = new Situation();
    it.facts.add(Situation.workload("payments", 2, 1));
    assertThat(guard.objection(it.it())).as("two may have one cause").isEmpty();

    it.facts.add(Situation.workload("cart", OptionalLong.of(2), OptionalLong.empty()));
    assertThat(guard.objection(it.it()).orElseThrow().value()).isEqualTo("3 of 3");

    it.facts.add(Situation.workload("a", 1, 1));
    it.facts.add(Situation.workload("b", 1, 1));
    it.facts.add(Situation.workload("c", 1, 1));
    it.facts.add(Situation.workload("asleep", 0, 0));
    assertThat(guard.objection(it.it())).as("half of them").isEmpty();
  }
}
