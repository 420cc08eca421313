package io.fivewhys.collect.breaker;

import static io.fivewhys.collect.breaker.Asking.NOW;
import static io.fivewhys.collect.breaker.Asking.breaker;
import static io.fivewhys.collect.breaker.Asking.breakers;
import static io.fivewhys.collect.breaker.Asking.look;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.CircuitBreaker.State;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers as Resilience4j 2 gives them behind Spring Boot 3, and older ones. */
class ActuatorBreakersTest {
  private AdminServer server;
  private BreakerSource source;

  @BeforeEach
  void start() throws IOException {
    server = new AdminServer();
    source = source(server.url(), Map.of("legacyCb", "soap-bridge"));
  }

  @AfterEach
  void stop() {
    source.close();
    server.close();
  }

  private static BreakerSource source(URI url, Map<String, String> upstreams) {
    return Asking.source(
        new BreakerConfig.Actuator(
            Asking.access(url), Optional.of("scg-1"), upstreams, Duration.ofSeconds(5)));
  }

  private static String details(String state, String failureRate, long notPermitted) {
    return """
    {"failureRate": "%s", "slowCallRate": "-1.0%%", "failureRateThreshold": "50.0%%",
     "slowCallRateThreshold": "100.0%%", "bufferedCalls": 10, "failedCalls": 6, "slowCalls": 0,
     "slowFailedCalls": 0, "notPermittedCalls": %d, "state": "%s"}\
    """
        .formatted(failureRate, notPermitted, state);
  }

  private void answer(String breakers) {
    server.answer("/actuator/circuitbreakers", "{\"circuitBreakers\": {" + breakers + "}}");
  }

  private Answer ask(Instant at) throws Exception {
    return source.ask(look(at));
  }

  @Test
  void statesRatiosAndThresholdsByTheWorkload() throws Exception {
    answer(
        "\"ordersCircuitBreaker\": "
            + details("OPEN", "62.5%", 40)
            + ", \"cart\": "
            + details("CLOSED", "-1.0%", 0)
            + ", \"legacyCb\": "
            + details("FORCED_OPEN", "0.0%", 0)
            + ", \"tax\": "
            + details("METRICS_ONLY", "1.0%", 0)
            + ", \"mail\": "
            + details("HALF_OPEN", "1.0%", 0));
    Answer answer = ask(NOW);
    assertThat(answer.isWhole()).isTrue();
    CircuitBreaker orders = breaker(answer, "orders");
    assertThat(orders.name()).contains("ordersCircuitBreaker");
    assertThat(orders.state()).isEqualTo(State.OPEN);
    assertThat(orders.failureRatio()).hasValue(0.625);
    assertThat(orders.threshold()).hasValue(0.5);
    assertThat(orders.instance()).contains("scg-1");
    assertThat(orders.rejected()).as("the first look knows no rise").isEmpty();
    assertThat(orders.since()).isEmpty();
    assertThat(orders.limits()).as("a full window of calls is no limit used up").isEmpty();
    assertThat(breaker(answer, "cart").failureRatio()).as("too few calls to tell").isEmpty();
    assertThat(breaker(answer, "soap-bridge").state()).isEqualTo(State.FORCED_OPEN);
    assertThat(breaker(answer, "tax").state()).isEqualTo(State.DISABLED);
    assertThat(breaker(answer, "mail").state()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void eventsTellSinceWhen() throws Exception {
    answer(
        "\"orders\": "
            + details("OPEN", "62.5%", 40)
            + ", \"cart\": "
            + details("CLOSED", "0%", 0));
    server.answer(
        "/actuator/circuitbreakerevents",
        """
        {"circuitBreakerEvents": [
          {"circuitBreakerName": "orders", "type": "STATE_TRANSITION",
           "creationTime": "2026-11-22T09:00:00.000+01:00[Europe/Berlin]", "errorMessage": null,
           "durationInMs": null, "stateTransition": "CLOSED_TO_OPEN"},
          {"circuitBreakerName": "orders", "type": "STATE_TRANSITION",
           "creationTime": "2026-11-22T11:10:07.250+01:00[Europe/Berlin]",
           "stateTransition": "HALF_OPEN_TO_OPEN"},
          {"circuitBreakerName": "orders", "type": "NOT_PERMITTED",
           "creationTime": "2026-11-22T11:14:00+01:00[Europe/Berlin]"},
          {"circuitBreakerName": "cart", "type": "STATE_TRANSITION",
           "creationTime": "2026-11-22T10:00:00Z", "stateTransition": "CLOSED_TO_OPEN"}]}
        """);
    Answer answer = ask(NOW);
    assertThat(breaker(answer, "orders").since())
        .contains(Instant.parse("2026-11-22T10:10:07.250Z"));
    assertThat(breaker(answer, "cart").since()).as("it is no longer what it became").isEmpty();
  }

  @Test
  void withoutEventsAChangeBetweenTwoLooksTellsSinceWhen() throws Exception {
    answer("\"orders\": " + details("CLOSED", "0.0%", 0));
    ask(NOW);
    answer("\"orders\": " + details("OPEN", "70.0%", 3));
    Instant seen = NOW.plusSeconds(30);
    assertThat(breaker(ask(seen), "orders").since()).contains(seen);
    Answer later = ask(NOW.plusSeconds(60));
    assertThat(breaker(later, "orders").since()).contains(seen);
    assertThat(later.notes()).anyMatch(note -> note.contains("since when"));
  }

  @Test
  void refusalsAreWhatTheCounterRoseInTheWindow() throws Exception {
    answer("\"orders\": " + details("OPEN", "70.0%", 1_000));
    ask(NOW);
    answer("\"orders\": " + details("OPEN", "70.0%", 1_040));
    assertThat(breaker(ask(NOW.plusSeconds(30)), "orders").rejected()).hasValue(40);
    answer("\"orders\": " + details("HALF_OPEN", "-1.0%", 5));
    assertThat(breaker(ask(NOW.plusSeconds(60)), "orders").rejected())
        .as("a change of state begins the counter anew")
        .hasValue(45);
    assertThat(breaker(ask(NOW.plusSeconds(340)), "orders").rejected()).hasValue(5);
    assertThat(breaker(ask(NOW.plusSeconds(700)), "orders").rejected()).hasValue(0);
  }

  @Test
  void noneInAPartOfTheWindowIsNotNone() throws Exception {
    answer("\"orders\": " + details("CLOSED", "0.0%", 0));
    ask(NOW);
    assertThat(breaker(ask(NOW.plusSeconds(30)), "orders").rejected()).isEmpty();
    assertThat(breaker(ask(NOW.plusSeconds(300)), "orders").rejected()).hasValue(0);
  }

  @Test
  void oldReleasesListNamesAndTheLastEventTellsTheState() throws Exception {
    server.answer("/actuator/circuitbreakers", "{\"circuitBreakers\": [\"orders\", \"cart\"]}");
    server.answer(
        "/actuator/circuitbreakerevents",
        """
        {"circuitBreakerEvents": [{"circuitBreakerName": "orders", "type": "STATE_TRANSITION",
          "creationTime": "2026-11-22T10:10:00Z", "stateTransition": "CLOSED_TO_OPEN"}]}
        """);
    Answer answer = ask(NOW);
    assertThat(breaker(answer, "orders").state()).isEqualTo(State.OPEN);
    assertThat(breaker(answer, "orders").since()).contains(Instant.parse("2026-11-22T10:10:00Z"));
    assertThat(breaker(answer, "cart").state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void bulkheadsTellTheirUse() throws Exception {
    answer("");
    server
        .answer("/actuator/bulkheads", "{\"bulkheads\": [\"orders\"], \"threadPoolBulkheads\": []}")
        .answer("/actuator/metrics/resilience4j.bulkhead.max.allowed.concurrent.calls", metric(25))
        .answer("/actuator/metrics/resilience4j.bulkhead.available.concurrent.calls", metric(1));
    CircuitBreaker bulkhead = breaker(ask(NOW), "orders");
    assertThat(bulkhead.name()).contains("orders bulkhead");
    assertThat(bulkhead.limits()).isEqualTo(Map.of("max_concurrent_calls", 25.0));
    assertThat(bulkhead.inUse()).isEqualTo(Map.of("max_concurrent_calls", 24.0));
    assertThat(bulkhead.isLimitUsedAtLeast(0.95)).isTrue();
    assertThat(server.requests())
        .anyMatch(it -> it.endsWith("available.concurrent.calls?tag=name:orders"));
  }

  private static String metric(int value) {
    return "{\"name\": \"x\", \"measurements\": [{\"statistic\": \"VALUE\", \"value\": %d.0}]}"
        .formatted(value);
  }

  @Test
  void theActuatorMayHaveAPathOfItsOwn() throws Exception {
    server.answer(
        "/manage/circuitbreakers",
        "{\"circuitBreakers\": {\"orders\": " + details("OPEN", "70.0%", 0) + "}}");
    try (var other = source(server.url().resolve("/manage"), Map.of())) {
      assertThat(breakers(other.ask(look(NOW)))).hasSize(1);
    }
  }

  @Test
  void valuesThatCannotBeAreNotKnown() throws Exception {
    answer(
        """
        "orders": {"state": 7, "failureRate": "NaN%", "failureRateThreshold": "500%",
                   "notPermittedCalls": -3},
        "cart": {"state": {"x": 1}, "failureRate": ["a"], "notPermittedCalls": 1e300},
        "tax": null, "mail": "OPEN"
        """);
    Answer answer = ask(NOW);
    assertThat(breaker(answer, "orders").state()).isEqualTo(State.UNKNOWN);
    assertThat(breaker(answer, "orders").failureRatio()).isEmpty();
    assertThat(breaker(answer, "orders").threshold()).isEmpty();
    assertThat(breaker(answer, "cart").failureRatio()).isEmpty();
    assertThat(breaker(answer, "tax").state()).isEqualTo(State.UNKNOWN);
    assertThat(breaker(answer, "mail").state()).isEqualTo(State.OPEN);
  }

  @Test
  void aGatewayWithoutBreakersHasNone() throws Exception {
    answer("");
    Answer answer = ask(NOW);
    assertThat(answer.facts()).isEmpty();
    assertThat(answer.isWhole()).isTrue();
  }

  @Test
  void eventsAndBulkheadsThatHangHideNoBreaker() throws Exception {
    answer("\"orders\": " + details("OPEN", "70.0%", 0));
    server.hang("/actuator/circuitbreakerevents").hang("/actuator/bulkheads");
    var config =
        new BreakerConfig.Actuator(
            Asking.access(server.url()), Optional.empty(), Map.of(), Duration.ofSeconds(1));
    try (var hurried = Asking.source(config)) {
      assertThat(breaker(hurried.ask(look(NOW)), "orders").state()).isEqualTo(State.OPEN);
    }
  }

  @Test
  void itOnlyReads() throws Exception {
    answer("\"orders\": " + details("OPEN", "70.0%", 0));
    ask(NOW);
    assertThat(server.requests()).isNotEmpty().allMatch(it -> it.startsWith("GET "));
  }

  @Test
  void theInstanceTellsSeveralApart() {
    assertThat(source.name()).hasToString("breakers/scg-1");
  }
}
