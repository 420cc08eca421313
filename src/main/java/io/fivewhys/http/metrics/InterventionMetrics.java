package io.fivewhys.http.metrics;

import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.incident.Actor;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.Mark;
import io.fivewhys.intervene.InterventionDesk;
import io.fivewhys.intervene.InterventionListener;
import io.fivewhys.mitigate.Assessment;
import io.fivewhys.mitigate.Effect;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Move;
import io.fivewhys.store.Interventions.Count;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Prometheus is told of what is done about incidents. */
public final class InterventionMetrics implements InterventionListener {
  private static final Logger LOG = LoggerFactory.getLogger(InterventionMetrics.class);

  /** From some seconds to the hours that people need. */
  static final double[] INCIDENT_SECONDS = {
    1, 5, 15, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400
  };

  private final PrometheusRegistry registry;
  private final Function<String, Optional<Incident>> incidents;
  private final Counter actions;
  private final Counter refusals;
  private final Histogram mitigateSeconds;

  /**
   * @param incidents by id
   */
  InterventionMetrics(PrometheusRegistry registry, Function<String, Optional<Incident>> incidents) {
    this.registry = registry;
    this.incidents = incidents;
    actions =
        Counter.builder()
            .name("fivewhys_actions")
            .help(
                "Actions that came to an end, by how (the effect where one was done), and for which"
                    + " cause.")
            .labelNames("action", "category", "result")
            .register(registry);
    refusals =
        Counter.builder()
            .name("fivewhys_action_refusals")
            .help("Times that a guard, or a check right before, objected to an action.")
            .labelNames("guard")
            .register(registry);
    mitigateSeconds =
        Histogram.builder()
            .name("fivewhys_time_to_mitigate_seconds")
            .help("From the opening of an incident until something was first done about it.")
            .classicOnly()
            .classicUpperBounds(INCIDENT_SECONDS)
            .register(registry);
  }

  @Override
  public void moved(Move move) {
    if (move.entry().isEmpty()) {
      return;
    }
    Intervention after = move.after();
    move.entry().get().refusals().forEach(it -> refusals.labelValues(it.guard()).inc());
    String action = after.remedy().action().toString();
    String category = after.recommendation().cause().category().toString();
    result(after).ifPresent(it -> actions.labelValues(action, category, it).inc());
    if (after.state() == InterventionState.ACTING) {
      acting(after.incident(), move.entry().get().at());
    }
  }

  /** Empty as long as it goes on. */
  private static Optional<String> result(Intervention it) {
    return switch (it.state()) {
      case DONE ->
          Optional.of(it.assessment().map(Assessment::effect).orElse(Effect.CANNOT_TELL))
              .map(Effect::toString);
      case FAILED, REJECTED, EXPIRED, WITHDRAWN, UNKNOWN -> Optional.of(it.state().toString());
      case PLANNED, REFUSED, WAITING, APPROVED, INTENDED, ACTING, VERIFYING -> Optional.empty();
    };
  }

  /** Counts only what is the first thing done about its incident. */
  private void acting(String id, Instant at) {
    try {
      Optional<Incident> incident = incidents.apply(id);
      Optional<Mark> first =
          incident
              .flatMap(Incident::mitigated)
              .filter(it -> it.by().equals(Actor.SERVICE) && it.at().equals(at));
      first.ifPresent(
          it ->
              mitigateSeconds.observe(
                  Duration.between(incident.orElseThrow().openedAt(), it.at()).toMillis() / 1e3));
    } catch (DatabaseUnavailable gone) {
      LOG.debug("When an incident was opened is not known: {}", gone.getMessage());
    }
  }

  /**
   * Adds what is true at the moment; once, when everything is wired. While the database does not
   * answer these are not there: nobody knows them.
   */
  public void watch(InterventionDesk desk) {
    var counts = new Lately<List<Count>>(desk::counts);
    counts.get();
    gauge(
        "approvals_waiting",
        "Actions that wait for somebody to approve them.",
        call -> counts.get().ifPresent(it -> call.call(number(it, InterventionState.WAITING))));
    gauge(
        "actions_unknown",
        "Actions of which a person has to say whether they were done.",
        call -> counts.get().ifPresent(it -> call.call(number(it, InterventionState.UNKNOWN))));
    var stopped = new Lately<Boolean>(() -> desk.stopped().isPresent());
    stopped.get();
    gauge(
        "mitigation_stopped",
        "1 while the stop switch keeps everything from being begun.",
        call -> stopped.get().ifPresent(it -> call.call(it ? 1 : 0)));
  }

  private static long number(List<Count> counts, InterventionState state) {
    return counts.stream().filter(it -> it.state() == state).mapToLong(Count::count).sum();
  }

  private interface Values {
    void tell(GaugeWithCallback.Callback gauge);
  }

  private void gauge(String name, String help, Values values) {
    GaugeWithCallback.builder()
        .name("fivewhys_" + name)
        .help(help)
        .callback(values::tell)
        .register(registry);
  }
}
