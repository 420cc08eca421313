package io.fivewhys.act.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.breaker.BreakerConfig;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Plan;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each gateway is told in its own words. */
class BreakerKindsTest extends BreakerActuatorTest {
  @Test
  void resilience4jIsToldToCloseAndForgetsItsCalls() throws Exception {
    use(new BreakerConfig.Actuator(patient(one.url()), Optional.of("gw"), Map.of(), PATIENCE));
    one.with("orders", "OPEN", "");
    Plan plan = planned("orders");
    assertThat(plan.changes())
        .containsExactly(
            "breaker orders at gw: OPEN → CLOSED; the calls that it counted are forgotten");
    assertThat(plan.command())
        .isEqualTo(
            "curl -X POST -H 'Content-Type: application/json' -d '{\"updateState\":\"CLOSE\"}' "
                + one.url()
                + "/actuator/circuitbreakers/orders");
    assertThat(prepared(plan).act()).isInstanceOf(Acted.Done.class);
    assertThat(one.writes())
        .containsExactly("POST /actuator/circuitbreakers/orders {\"updateState\":\"CLOSE\"}");
  }

  @Test
  void kongTakesEachTargetInAgainThatItKeepsRequestsFrom() throws Exception {
    use(new BreakerConfig.Kong(patient(one.url()), Optional.empty(), Map.of(), PATIENCE));
    one.with("81", "OPEN", "").with("82", "CLOSED", "").with("83", "OPEN", "");
    Plan plan = planned("orders");
    assertThat(plan.changes())
        .containsExactly(
            "breaker orders health check of 10.0.0.1:81 at api-gateway: OPEN → CLOSED;"
                + " all nodes send requests there again",
            "breaker orders health check of 10.0.0.1:83 at api-gateway: OPEN → CLOSED;"
                + " all nodes send requests there again");
    assertThat(prepared(plan).act()).isInstanceOf(Acted.Done.class);
    assertThat(one.writes())
        .containsExactly(
            "PUT /upstreams/u1/targets/81/healthy", "PUT /upstreams/u1/targets/83/healthy");
  }

  @Test
  void kongBeforeItsThirdReleaseIsAskedAsItKnows() throws Exception {
    use(new BreakerConfig.Kong(patient(one.url()), Optional.empty(), Map.of(), PATIENCE));
    one.knowsNoPut().with("81", "OPEN", "");
    assertThat(prepared(planned("orders")).act()).isInstanceOf(Acted.Done.class);
    assertThat(one.writes()).containsExactly("POST /upstreams/u1/targets/81/healthy");
  }

  @Test
  void whatEnvoyAndApisixKeepOutNobodyCanTakeIn() throws Exception {
    use(new BreakerConfig.Envoy(patient(one.url()), Optional.of("edge-1"), Map.of(), PATIENCE));
    assertThat(refused("orders").guard()).isEqualTo("not-resettable");
    assertThat(refused("orders outlier_detection").words()).contains("base_ejection_time");
    use(
        new BreakerConfig.Apisix(
            patient(one.url()), Optional.empty(), Map.of("upstreams/orders", "orders"), PATIENCE));
    assertThat(refused("orders").guard()).isEqualTo("not-resettable");
    assertThat(refused("orders").words()).contains("active check");
  }
}
