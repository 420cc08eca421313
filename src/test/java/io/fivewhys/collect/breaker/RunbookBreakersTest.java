package io.fivewhys.collect.breaker;

import static io.fivewhys.collect.breaker.Asking.NOW;
import static io.fivewhys.collect.breaker.Asking.blind;
import static io.fivewhys.collect.breaker.Asking.breaker;
import static io.fivewhys.collect.breaker.Asking.breakers;
import static io.fivewhys.collect.breaker.Asking.look;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.CircuitBreaker.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunbookBreakersTest {
  private static final String PATH = "/admin/circuit-breaker";

  private AdminServer server;
  private BreakerSource source;

  @BeforeEach
  void start() throws IOException {
    server = new AdminServer();
    source =
        Asking.source(
            new BreakerConfig.Runbook(
                Asking.access(server.url()),
                Optional.empty(),
                Map.of("legacy", "soap-bridge"),
                Duration.ofSeconds(5)));
  }

  @AfterEach
  void stop() {
    source.close();
    server.close();
  }

  private Answer ask(Instant at) throws Exception {
    return source.ask(look(at));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"upstream\": \"orders\", \"state\": \"open\"}, {\"upstream\": \"cart\", \"state\":"
            + " \"closed\"}]",
        "{\"orders\": {\"state\": \"OPEN\"}, \"cart\": {\"state\": \"CLOSED\"}}",
        "{\"orders\": \"open\", \"cart\": \"closed\"}",
        "{\"circuitBreakers\": [{\"name\": \"orders\", \"state\": \"Open\"}, {\"name\": \"cart\","
            + " \"state\": \"Closed\"}]}",
        "{\"breakers\": {\"ordersBreaker\": {\"status\": \"open\"}, \"cart\": {\"open\": false}}}",
        "{\"data\": [{\"service\": \"orders\", \"is_open\": true}, {\"target\": \"cart\","
            + " \"State\": \"closed\"}], \"total\": 2}"
      })
  void everyFormOfListIsUnderstood(String body) throws Exception {
    server.answer(PATH, body);
    Answer answer = ask(NOW);
    assertThat(answer.isWhole()).isTrue();
    assertThat(breakers(answer)).hasSize(2);
    assertThat(breaker(answer, "orders").state()).isEqualTo(State.OPEN);
    assertThat(breaker(answer, "cart").state()).isEqualTo(State.CLOSED);
  }

  @Test
  void aSingleBreakerIsAListOfOne() throws Exception {
    server.answer(PATH, "{\"upstream\": \"orders\", \"state\": \"half-open\"}");
    assertThat(breaker(ask(NOW), "orders").state()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void whatTheListDoesNotTellIsAskedForOneByOne() throws Exception {
    server
        .answer(PATH, "[\"orders\", \"cart\", \"tax\"]")
        .answer(PATH + "/orders", "{\"upstream\": \"orders\", \"state\": \"forced_open\"}")
        .answer(PATH + "/cart", "\"closed\"")
        .answer(PATH + "/tax", 500, "no such luck");
    Answer answer = ask(NOW);
    assertThat(breaker(answer, "orders").state()).isEqualTo(State.FORCED_OPEN);
    assertThat(breaker(answer, "cart").state()).isEqualTo(State.CLOSED);
    assertThat(blind(answer))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.covers("breakers", "tax")).isTrue();
              assertThat(it.reason().orElseThrow()).contains("500");
            });
    assertThat(server.requests()).allMatch(it -> it.startsWith("GET "));
  }

  @Test
  void allFieldsAreRead() throws Exception {
    server.answer(
        PATH,
        """
        [{"name": "orders-breaker", "upstream": "orders", "state": "open",
          "opened_at": "2026-11-22T10:06:00Z", "failure-rate": "81.5%", "threshold": 0.5,
          "rejected": 10, "limits": {"half_open_calls": 10}, "in_use": {"half_open_calls": "10"},
          "ejectedHosts": 2, "totalHosts": 3, "pod": "gw-1", "namespace": "edge"}]
        """);
    ask(NOW);
    server.answer(
        PATH,
        """
        [{"name": "orders-breaker", "upstream": "orders", "state": "open",
          "opened_at": 1795342000, "failureRate": 81.5, "failureThreshold": 5, "rejected": 25,
          "pod": "gw-1"},
         {"name": "orders-breaker", "upstream": "orders", "state": "closed", "errorRatio": 0.02,
          "rejected": 4, "pod": "gw-2"}]
        """);
    Answer answer = ask(NOW.plusSeconds(30));
    CircuitBreaker one = breakers(answer).getFirst();
    assertThat(one.name()).contains("orders-breaker");
    assertThat(one.failureRatio()).hasValue(0.815);
    assertThat(one.threshold()).as("a count of failures is no share").isEmpty();
    assertThat(one.rejected()).hasValue(15);
    assertThat(one.instance()).contains("gw-1");
    CircuitBreaker other = breakers(answer).getLast();
    assertThat(other.failureRatio()).hasValue(0.02);
    assertThat(other.instance()).contains("gw-2");
    assertThat(other.rejected()).as("this instance's counter is new").isEmpty();
  }

  @Test
  void sinceLimitsHostsAndNamespaceAreRead() throws Exception {
    server.answer(
        PATH,
        """
        {"legacy": {"state": "open", "since": "2026-11-22T11:06:00+01:00", "threshold": "50%",
          "limits": {"half_open_calls": 10, "x": "y"}, "inUse": {"half_open_calls": 9},
          "ejectedHosts": 2, "totalHosts": 3, "namespace": "edge"}}
        """);
    CircuitBreaker breaker = breaker(ask(NOW), "soap-bridge");
    assertThat(breaker.since()).contains(Instant.parse("2026-11-22T10:06:00Z"));
    assertThat(breaker.threshold()).hasValue(0.5);
    assertThat(breaker.limits()).isEqualTo(Map.of("half_open_calls", 10.0));
    assertThat(breaker.inUse()).isEqualTo(Map.of("half_open_calls", 9.0));
    assertThat(breaker.ejectedHosts()).hasValue(2);
    assertThat(breaker.totalHosts()).hasValue(3);
    assertThat(breaker.namespace()).contains("edge");
  }

  @Test
  void nonsenseInOneBreakerHidesNoOther() throws Exception {
    server.answer(
        PATH,
        """
        [{"upstream": "orders", "state": {"a": [1]}, "since": [], "rejected": -1},
         {"upstream": "cart", "state": "closed", "since": "yesterday", "failureRatio": -4,
          "threshold": "NaN", "rejected": 1e99, "limits": [1], "ejectedHosts": "x"},
         {"state": "open"}, 7, null, [[]], "tax\\u0000\\u001b[31m"]
        """);
    Answer answer = ask(NOW);
    CircuitBreaker cart = breaker(answer, "cart");
    assertThat(cart.state()).isEqualTo(State.CLOSED);
    assertThat(cart.since()).isEmpty();
    assertThat(cart.failureRatio()).isEmpty();
    assertThat(cart.threshold()).isEmpty();
    assertThat(blind(answer)).anyMatch(it -> it.covers("breakers", "orders"));
  }

  @Test
  void aGatewayWithoutBreakersHasNone() throws Exception {
    server.answer(PATH, "[]");
    assertThat(ask(NOW).facts()).isEmpty();
    server.answer(PATH, "{\"circuitBreakers\": {}}");
    assertThat(ask(NOW).facts()).isEmpty();
  }
}
