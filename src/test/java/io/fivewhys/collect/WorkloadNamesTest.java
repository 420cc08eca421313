package io.fivewhys.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.Endpoints;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import io.fivewhys.fact.read.FactDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkloadNamesTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:15:00Z");

  private static Fact workload(String name) {
    return FactDraft.of(Workload.class).set("name", name).make();
  }

  private static RouteTraffic route(String upstream) {
    return FactDraft.of(RouteTraffic.class)
        .set("route", "GET /x")
        .set("upstream", upstream)
        .set("responses", Map.of(200, 7))
        .set("baselineRequests", 8)
        .make();
  }

  private static CircuitBreaker breaker(String upstream) {
    return FactDraft.of(CircuitBreaker.class)
        .set("upstream", upstream)
        .set("state", CircuitBreaker.State.OPEN)
        .set("rejected", 3)
        .make();
  }

  private static List<Fact> settle(Fact... facts) {
    var snapshot = new Snapshot("gateway", "shop", AT, Duration.ofMinutes(5), List.of(facts));
    return WorkloadNames.settle(snapshot).facts();
  }

  @Test
  void whatProxiesCallAnUpstreamBecomesTheWorkloadsName() {
    Fact orders = workload("orders");
    assertThat(settle(route("shop-orders-80"), breaker("orders-http"), orders))
        .containsExactly(route("orders"), breaker("orders"), orders);
  }

  @Test
  void aServiceAndAnAddressMeanTheWorkloadBehindThem() {
    Fact orders = workload("orders");
    Fact endpoints =
        FactDraft.of(Endpoints.class)
            .set("service", "orders-web")
            .set("workload", "orders")
            .set("addresses", List.of("10.1.1.9"))
            .make();
    assertThat(settle(endpoints, orders, route("orders-web"), breaker("10.1.1.9:8080")))
        .containsExactly(endpoints, orders, route("orders"), breaker("orders"));
  }

  @Test
  void nothingIsReplacedThatIsAWorkloadsNameOrMightBeAnothers() {
    Fact orders = workload("orders");
    Fact legacy = workload("orders-service");
    assertThat(
            settle(orders, legacy, route("orders-service"), route("orders-legacy"), breaker("x")))
        .containsExactly(
            orders, legacy, route("orders-service"), route("orders-legacy"), breaker("x"));
  }

  @Test
  void withoutWorkloadsNothingIsKnownBetter() {
    assertThat(settle(route("shop-orders-80"))).containsExactly(route("shop-orders-80"));
  }
}
