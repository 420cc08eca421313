package io.fivewhys.demo.gateway;

import io.fivewhys.demo.cluster.Pace;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The circuit breakers, one for each route. */
final class Breakers {
  private static final int WINDOW = 60;
  private static final int LEAST_CALLS = 30;
  private static final int TRIALS = 5;
  private static final Duration OPEN = Duration.ofSeconds(30);

  private final CircuitBreakerRegistry registry;

  /**
   * @param onChange told of the breaker's name and what became of it, e.g. {@code CLOSED to OPEN}
   */
  Breakers(Pace pace, BiConsumer<String, String> onChange) {
    registry =
        CircuitBreakerRegistry.of(
            CircuitBreakerConfig.custom()
                .slidingWindow(WINDOW, LEAST_CALLS, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(50)
                .waitDurationInOpenState(pace.of(OPEN))
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .maxWaitDurationInHalfOpenState(pace.of(OPEN))
                .build());
    registry
        .getEventPublisher()
        .onEntryAdded(
            added ->
                added
                    .getAddedEntry()
                    .getEventPublisher()
                    .onStateTransition(
                        event ->
                            onChange.accept(
                                event.getCircuitBreakerName(),
                                "%s to %s"
                                    .formatted(
                                        event.getStateTransition().getFromState(),
                                        event.getStateTransition().getToState()))));
  }

  CircuitBreaker of(String route) {
    return registry.circuitBreaker(route);
  }

  /** One that there is; asking for another does not make it. */
  Optional<CircuitBreaker> find(String name) {
    return registry.find(name);
  }

  Collection<CircuitBreaker> all() {
    return registry.getAllCircuitBreakers().stream()
        .sorted(Comparator.comparing(CircuitBreaker::getName))
        .toList();
  }
}
