package io.fivewhys.collect.breaker;

import static io.fivewhys.collect.breaker.Asking.NOW;
import static io.fivewhys.collect.breaker.Asking.blind;
import static io.fivewhys.collect.breaker.Asking.breaker;
import static io.fivewhys.collect.breaker.Asking.look;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.CircuitBreaker.State;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers as APISIX 2 and 3 and Kong give them. */
class HealthChecksTest {
  private AdminServer server;

  @BeforeEach
  void start() throws IOException {
    server = new AdminServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer apisix() throws Exception {
    try (var source =
        Asking.source(
            new BreakerConfig.Apisix(
                Asking.access(server.url()),
                Optional.of("apisix-1"),
                Map.of("routes/9", "cart"),
                Duration.ofSeconds(5)))) {
      return source.ask(look(NOW));
    }
  }

  private Answer kong() throws Exception {
    try (var source =
        Asking.source(
            new BreakerConfig.Kong(
                Asking.access(server.url()), Optional.empty(), Map.of(), Duration.ofSeconds(5)))) {
      return source.ask(look(NOW));
    }
  }

  @Test
  void nodesThatApisixKeepsRequestsFromAreEjected() throws Exception {
    server.answer(
        "/v1/healthcheck",
        """
        [{"name": "/apisix/routes/1", "type": "http", "nodes": {}},
         {"name": "/apisix/upstreams/1", "type": "http", "nodes": [
           {"ip": "10.0.0.1", "port": 80, "status": "healthy", "counter": {"success": 3}},
           {"ip": "10.0.0.2", "port": 80, "status": "unhealthy", "counter": {"http_failure": 5}},
           {"ip": "10.0.0.3", "port": 80, "status": "mostly_unhealthy"},
           {"ip": "10.0.0.4", "port": 80, "status": "mostly_healthy"}]},
         {"name": "/apisix/routes/9", "type": "http", "nodes": [
           {"ip": "10.0.0.5", "port": 80, "status": "healthy"}]}]
        """);
    server.answer(
        "/v1/upstreams",
        "[{\"key\": \"/apisix/upstreams/1\", \"value\": {\"id\": \"1\", \"name\":"
            + " \"shop_orders_80\"}}]");
    Answer answer = apisix();
    CircuitBreaker orders = breaker(answer, "orders");
    assertThat(orders.state()).isEqualTo(State.UNKNOWN);
    assertThat(orders.ejectedHosts()).hasValue(2);
    assertThat(orders.totalHosts()).hasValue(4);
    assertThat(orders.instance()).contains("apisix-1");
    assertThat(breaker(answer, "cart").state()).isEqualTo(State.CLOSED);
    assertThat(breaker(answer, "cart").ejectedHosts()).hasValue(0);
  }

  @Test
  void oldReleasesOfApisixListTheHealthyNodes() throws Exception {
    server.answer(
        "/v1/healthcheck",
        """
        [{"name": "upstream#/upstreams/7", "src_type": "upstreams", "src_id": "7",
          "healthy_nodes": [{"host": "10.0.0.1", "port": 80, "weight": 1}],
          "nodes": [{"host": "10.0.0.1", "port": 80, "weight": 1},
                    {"host": "10.0.0.2", "port": 80, "weight": 1}]}]
        """);
    Answer answer = apisix();
    assertThat(breaker(answer, "upstreams/7").ejectedHosts()).hasValue(1);
    assertThat(answer.notes()).anyMatch(note -> note.contains("set upstreams"));
  }

  @Test
  void aNodeOfApisixWithoutAKnownStatusIsNotTakenForHealthy() throws Exception {
    server.answer(
        "/v1/healthcheck",
        """
        [{"name": "/apisix/routes/9", "nodes": [{"ip": "10.0.0.1", "status": "healthy"},
                                                {"ip": "10.0.0.2"}]},
         {"name": "/apisix/routes/8", "nodes": [{"ip": "10.0.0.3", "status": 7}]},
         {"name": "/apisix/routes/7", "nodes": [{"ip": "10.0.0.4", "status": "unhealthy"},
                                                {"ip": "10.0.0.5", "status": "resting"}]},
         {"name": "/apisix/routes/6", "healthy_nodes": null, "nodes": [{"host": "10.0.0.6"}]}]
        """);
    Answer answer = apisix();
    assertThat(breaker(answer, "cart").state()).isEqualTo(State.UNKNOWN);
    assertThat(breaker(answer, "cart").ejectedHosts()).isEmpty();
    assertThat(breaker(answer, "routes/7").ejectedHosts()).hasValue(1);
    assertThat(answer.facts()).filteredOn(CircuitBreaker.class::isInstance).hasSize(2);
    assertThat(blind(answer))
        .extracting(it -> it.subject().orElseThrow())
        .containsExactlyInAnyOrder("cart", "routes/8", "routes/7", "routes/6");
  }

  @Test
  void aTargetOfKongWithoutAKnownHealthIsNotTakenForHealthy() throws Exception {
    server
        .answer(
            "/upstreams",
            """
            {"data": [{"id": "u-1", "name": "orders.shop.80.svc"},
                      {"id": "u-2", "name": "cart.shop.80.svc"}]}
            """)
        .answer(
            "/upstreams/u-1/health",
            """
            {"data": [{"target": "10.0.0.1:80", "health": "HEALTHY"},
                      {"target": "10.0.0.2:80"}]}
            """)
        .answer("/upstreams/u-2/health", "{\"data\": [{\"health\": \"RESTING\"}]}");
    Answer answer = kong();
    assertThat(breaker(answer, "orders").state()).isEqualTo(State.UNKNOWN);
    assertThat(breaker(answer, "orders").ejectedHosts()).isEmpty();
    assertThat(breaker(answer, "orders").totalHosts()).hasValue(2);
    assertThat(answer.facts()).filteredOn(CircuitBreaker.class::isInstance).hasSize(1);
    assertThat(blind(answer))
        .extracting(it -> it.subject().orElseThrow())
        .containsExactlyInAnyOrder("orders", "cart");
  }

  @Test
  void apisixWithoutChecksHasNone() throws Exception {
    server.answer("/v1/healthcheck", "{}");
    assertThat(apisix().facts()).isEmpty();
  }

  @Test
  void targetsThatKongKeepsRequestsFromAreEjected() throws Exception {
    server
        .answer(
            "/upstreams",
            """
            {"data": [{"id": "u-1", "name": "orders.shop.80.svc", "algorithm": "round-robin"},
                      {"id": "u-2", "name": "cart.shop.80.svc"},
                      {"id": "u-3", "name": "tax.shop.80.svc"}], "next": null}
            """)
        .answer(
            "/upstreams/u-1/health",
            """
            {"node_id": "n", "total": 3, "data": [
              {"target": "10.0.0.1:80", "health": "HEALTHY", "weight": 100},
              {"target": "10.0.0.2:80", "health": "UNHEALTHY", "weight": 100},
              {"target": "orders.example:80", "health": "DNS_ERROR", "weight": 100}]}
            """)
        .answer(
            "/upstreams/u-2/health",
            "{\"data\": [{\"target\": \"10.0.0.9:80\", \"health\": \"HEALTHCHECKS_OFF\"}]}")
        .answer("/upstreams/u-3/health", 403, "{\"message\": \"Forbidden\"}");
    Answer answer = kong();
    assertThat(breaker(answer, "orders").ejectedHosts()).hasValue(2);
    assertThat(breaker(answer, "orders").totalHosts()).hasValue(3);
    assertThat(breaker(answer, "orders").state()).isEqualTo(State.UNKNOWN);
    assertThat(breaker(answer, "cart").state()).isEqualTo(State.DISABLED);
    assertThat(breaker(answer, "cart").ejectedHosts()).isEmpty();
    assertThat(blind(answer))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.covers("breakers", "tax")).isTrue();
              assertThat(it.reason().orElseThrow()).contains("403");
            });
  }
}
