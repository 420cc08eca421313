package io.fivewhys.diagnose;

import io.fivewhys.budget.Budget;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;

/** Counts how often each rule fires, and knows whose consequence runs. */
final class Firings extends DefaultAgendaEventListener {
  private final Map<String, Counter> counters = new HashMap<>();
  private String running = "";

  @Override
  public void beforeMatchFired(BeforeMatchFiredEvent event) {
    running = event.getMatch().getRule().getName();
    counters.computeIfAbsent(running, _ -> new Counter()).count++;
    Budget.fired();
  }

  /** Not called when the consequence throws. */
  @Override
  public void afterMatchFired(AfterMatchFiredEvent event) {
    running = "";
  }

  /** The rule whose consequence runs, or ended by throwing. */
  List<String> running() {
    return running.isEmpty() ? List.of() : List.of(running);
  }

  /** The rule that fired most. */
  Optional<String> busiest() {
    return counters.entrySet().stream()
        .max(
            Comparator.comparingLong((Map.Entry<String, Counter> it) -> it.getValue().count)
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  /** How often a rule fired. */
  long of(String rule) {
    Counter counter = counters.get(rule);
    return counter == null ? 0 : counter.count;
  }

  private static final class Counter {
    long count;
  }
}
