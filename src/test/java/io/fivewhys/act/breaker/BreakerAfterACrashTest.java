package io.fivewhys.act.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Ticket;
import io.fivewhys.mitigate.Plan;
import org.junit.jupiter.api.Test;

/** What became of a reset that was cut off. */
class BreakerAfterACrashTest extends BreakerActuatorTest {
  @Test
  void afterACrashAClosedBreakerIsDoneWhoeverClosedIt() throws Exception {
    one.with("orders", "OPEN", LONG_AGO);
    Plan plan = planned("orders");
    one.with("orders", "CLOSED", "");
    assertThat(actuator.settle(plan, TICKET))
        .isEqualTo(new Acted.Done("orders at gateway-1: closed now, whoever closed it"));
    assertThat(one.writes()).isEmpty();
  }

  @Test
  void afterACrashABreakerOpenSinceBeforeWasNotClosed() throws Exception {
    one.with("orders", "OPEN", LONG_AGO);
    Plan plan = planned("orders");
    assertThat(actuator.settle(plan, TICKET)).isInstanceOf(Acted.NotDone.class);
    assertThat(one.writes()).isEmpty();
  }

  @Test
  void afterACrashNobodyKnowsWhetherABreakerHasOpenedAgain() throws Exception {
    one.with("orders", "OPEN", LONG_AGO);
    Plan plan = planned("orders");
    one.with("orders", "OPEN", NOW.plusSeconds(5).toString());
    assertThat(actuator.settle(plan, TICKET)).isInstanceOf(Acted.Unknown.class);
    one.with("orders", "OPEN", NOW.minusSeconds(30).toString());
    assertThat(actuator.settle(plan, TICKET)).as("clocks differ").isInstanceOf(Acted.Unknown.class);
    one.with("orders", "OPEN", "");
    assertThat(actuator.settle(plan, TICKET)).isInstanceOf(Acted.Unknown.class);
    one.with("orders", "OPEN", LONG_AGO);
    assertThat(actuator.settle(plan, new Ticket("7", 7))).isInstanceOf(Acted.Unknown.class);
    one.without("orders");
    assertThat(actuator.settle(plan, TICKET)).isInstanceOf(Acted.Unknown.class);
    one.answers(503);
    assertThat(actuator.settle(plan, TICKET)).isInstanceOf(Acted.Unknown.class);
    assertThat(one.writes()).isEmpty();
  }
}
