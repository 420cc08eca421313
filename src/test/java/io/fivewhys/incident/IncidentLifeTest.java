package io.fivewhys.incident;

import static io.fivewhys.incident.Sightings.cause;
import static io.fivewhys.incident.Sightings.failing;
import static io.fivewhys.incident.Sightings.healthy;
import static io.fivewhys.incident.Sightings.named;
import static io.fivewhys.incident.Sightings.rollout;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.TimelineEntry.Kind;
import io.fivewhys.inference.Category;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at a gateway, and the incidents that come of them. */
abstract class IncidentLifeTest {
  static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  static final NamedCause ORDERS = named(rollout("orders"), 0.7);

  static final NamedCause CATALOG = named(cause(Category.RESOURCE_EXHAUSTION, "catalog"), 0.7);

  final EscalationPlan plan =
      new EscalationPlan(
          List.of(
              new EscalationPlan.Policy(
                  Set.of(),
                  Set.of(),
                  List.of(
                      new EscalationPlan.Level(Duration.ofMinutes(20), List.of("pager")),
                      new EscalationPlan.Level(Duration.ofMinutes(40), List.of("boss"))))));

  final IncidentLife life = new IncidentLife(IncidentPolicy.defaults(), plan);
  final Map<String, Incident> all = new LinkedHashMap<>();
  final List<TimelineEntry> timeline = new ArrayList<>();
  Suspicion suspicion = Suspicion.none(Sightings.GATEWAY);
  int ids;

  void opened() {
    see(failing(at(0), "d0", "/orders", ORDERS));
    see(failing(at(30), "d1", "/orders", ORDERS));
    assertThat(all).hasSize(1);
  }

  /** Healthy looks, one each half minute. */
  void quiet(int from, int to) {
    for (int second = from; second <= to; second += 30) {
      see(healthy(at(second), "quiet-" + second));
    }
  }

  void see(Sighting sighting) {
    List<Incident> open = all.values().stream().filter(it -> !it.isOver()).toList();
    Turn turn = life.see(open, suspicion, sighting, "i" + (ids + 1), sighting.observedAt());
    suspicion = turn.suspicion();
    turn.steps().forEach(this::take);
  }

  void command(Command command, Instant now) {
    take(((Outcome.Applied) Commands.apply(only(), command, "admin", now)).step());
  }

  void take(Step step) {
    if (step.before().isEmpty()) {
      ids++;
    }
    all.put(step.after().id(), step.after());
    timeline.addAll(step.entries());
  }

  Incident only() {
    assertThat(all).hasSize(1);
    return all.values().iterator().next();
  }

  List<Kind> kinds() {
    return timeline.stream().map(TimelineEntry::kind).toList();
  }

  static Instant at(int seconds) {
    return NOON.plusSeconds(seconds);
  }
}
