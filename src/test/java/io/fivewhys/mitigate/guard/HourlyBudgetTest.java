package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.inference.Action;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HourlyBudgetTest {
  private static final int MANY = 100;

  private static String value(HourlyBudget guard, Situation it) {
    return guard.objection(it.it()).map(r -> r.limit()).orElse("");
  }

  @Test
  void eachTargetActionAndGatewayHasItsOwn() {
    var it = new Situation();
    it.past.add(Situation.past("V-1", Duration.ofMinutes(10)));
    it.past.add(Situation.past("V-2", Duration.ofMinutes(59)));
    it.past.add(Situation.past("V-3", Duration.ofMinutes(60)));
    it.past.add(
        Situation.elsewhere(Situation.past("V-4", Duration.ofMinutes(5)), Action.RESTART_WORKLOAD));

    assertThat(value(new HourlyBudget(3, 4, 3), it)).isEmpty();
    assertThat(value(new HourlyBudget(2, MANY, MANY), it))
        .isEqualTo("2 an hour of Deployment/orders");
    assertThat(value(new HourlyBudget(MANY, 3, MANY), it))
        .isEqualTo("3 an hour of restart_workload");
    assertThat(value(new HourlyBudget(MANY, MANY, 2), it)).isEqualTo("2 an hour of gateway edge");
  }

  @Test
  void whatSeemsToComeLaterWasBegunJustNow() {
    var it = new Situation();
    it.past.add(Situation.past("V-1", Duration.ofHours(-3)));
    assertThat(value(new HourlyBudget(1, MANY, MANY), it)).isNotEmpty();
  }
}
