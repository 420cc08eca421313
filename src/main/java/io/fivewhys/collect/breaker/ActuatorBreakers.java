package io.fivewhys.collect.breaker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.web.WebCaller;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.CircuitBreaker.State;
import io.fivewhys.fact.read.FactDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resilience4j behind Spring Boot's actuator: {@code /circuitbreakers}, and {@code
 * /circuitbreakerevents} for since when. Releases before 1.3 list names alone; then the last event
 * tells the state. Calls that were not permitted are counted since the last change of state.
 */
final class ActuatorBreakers implements BreakerReader {
  private static final int MOST_EVENTS = 10_000;

  private final BreakerConfig.Actuator config;
  private final WebCaller caller;
  private final BreakerNames names;
  private final String base;
  private final Counters counters = new Counters();
  private final Bulkheads bulkheads;
  private Map<String, Held> held = new HashMap<>();

  /** A state in which a breaker was at the last look; since when is only known where it changed. */
  private record Held(State state, Optional<Instant> since) {}

  ActuatorBreakers(BreakerConfig.Actuator config, WebCaller caller, BreakerNames names) {
    this.config = config;
    this.caller = caller;
    this.names = names;
    String path = Optional.ofNullable(config.access().url().getPath()).orElse("");
    base = path.replace("/", "").isEmpty() ? "/actuator" : "";
    bulkheads = new Bulkheads(config, caller, names, base);
  }

  @Override
  public void read(Look look, BreakersSeen seen) throws SourceFailed, InterruptedException {
    Duration within = config.deadline().multipliedBy(4).dividedBy(5);
    try (var events = new SideCall(caller, base + "/circuitbreakerevents", within);
        var asked = new SideCall(caller, base + "/bulkheads", within)) {
      JsonNode root = JsonBody.tree(caller.get(base + "/circuitbreakers"), "/circuitbreakers");
      JsonNode breakers = root.path("circuitBreakers");
      if (!breakers.isObject() && !breakers.isArray()) {
        throw new SourceFailed(
            Code.NONSENSE, "/circuitbreakers answers JSON without circuitBreakers");
      }
      read(breakers, changes(events, seen), look, seen);
      bulkheads.read(asked, look, seen);
    }
  }

  /** A change of state, {@code CLOSED_TO_OPEN}. */
  private record Change(State to, Instant at) {}

  private Map<String, Change> changes(SideCall events, BreakersSeen seen)
      throws InterruptedException {
    Map<String, Change> changes = new HashMap<>();
    try {
      JsonBody.each(
          events.await(),
          "circuitBreakerEvents",
          "/circuitbreakerevents",
          event -> {
            Optional<Change> change = change(event);
            if (change.isPresent() && changes.size() < MOST_EVENTS) {
              changes.merge(
                  event.path("circuitBreakerName").asText(),
                  change.get(),
                  (one, other) -> one.at().isAfter(other.at()) ? one : other);
            }
          });
    } catch (SourceFailed e) {
      seen.note("since when breakers are open is not known at first: " + e.getMessage());
    }
    return changes;
  }

  private static Optional<Change> change(JsonNode event) {
    String change = event.path("stateTransition").asText("");
    int to = change.indexOf("_TO_");
    Optional<Instant> at = Values.instant(event.path("creationTime"));
    return to > 0 && at.isPresent()
        ? Optional.of(new Change(Values.state(change.substring(to + 4)), at.get()))
        : Optional.empty();
  }

  private void read(JsonNode breakers, Map<String, Change> changes, Look look, BreakersSeen seen) {
    Map<String, JsonNode> details = new LinkedHashMap<>();
    if (breakers.isArray()) {
      breakers.forEach(name -> details.put(name.asText(), MissingNode.getInstance()));
    } else {
      breakers.properties().forEach(entry -> details.put(entry.getKey(), entry.getValue()));
    }
    Set<String> told = new HashSet<>();
    Map<String, Held> now = new HashMap<>();
    details.forEach(
        (name, detail) -> {
          if (told.size() < BreakersSeen.MOST_BREAKERS) {
            told.add(name);
            now.put(name, read(name, detail, Optional.ofNullable(changes.get(name)), look, seen));
          } else {
            seen.left();
          }
        });
    held = now;
    counters.forget(look.at(), look.window());
  }

  private Held read(
      String name, JsonNode detail, Optional<Change> change, Look look, BreakersSeen seen) {
    State told = Values.state((detail.isTextual() ? detail : detail.path("state")).asText(""));
    State state = told == State.UNKNOWN ? change.map(Change::to).orElse(told) : told;
    Optional<Instant> since =
        change.filter(it -> it.to() == state).map(Change::at).or(() -> since(name, state, look));
    JsonNode refused = detail.path("notPermittedCalls");
    if (refused.isIntegralNumber() && refused.asLong() >= 0) {
      counters.note(name, look.at(), refused.asLong());
    }
    Optional<String> upstream = names.ofBreaker(name, look.namespace());
    seen.list(new ListedBreaker(name, name, upstream, state, since, config.instance()));
    if (upstream.isEmpty()) {
      seen.note("the breaker " + caller.shown(name) + " names no workload; set upstreams for it");
    } else {
      seen.add(
          upstream.get(),
          FactDraft.of(CircuitBreaker.class)
              .set("name", name)
              .set("upstream", upstream.get())
              .set("state", state)
              .set("since", since.filter(it -> !it.isAfter(look.at())))
              .set("failureRatio", Values.percent(detail.path("failureRate")))
              .set("threshold", Values.percent(detail.path("failureRateThreshold")))
              .set("instance", config.instance())
              .set("rejected", counters.riseIn(name, look.from())));
    }
    return new Held(state, since);
  }

  /** Where events do not reach back so far: as it was, or since this look where it was another. */
  private Optional<Instant> since(String name, State state, Look look) {
    Held before = held.get(name);
    if (before == null || before.state() == State.UNKNOWN || state == State.UNKNOWN) {
      return Optional.empty();
    }
    return before.state() == state ? before.since() : Optional.of(look.at());
  }
}
