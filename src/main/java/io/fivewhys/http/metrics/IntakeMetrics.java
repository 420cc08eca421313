package io.fivewhys.http.metrics;

import io.fivewhys.collect.alert.AlertBook;
import io.fivewhys.collect.alert.AlertOutcome;
import io.fivewhys.collect.alert.AlertState;
import io.fivewhys.collect.alert.KeptAlert;
import io.fivewhys.collect.journal.Trouble;
import io.fivewhys.collect.push.PushedFacts;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/**
 * What Prometheus is told of alerts and facts that come in. Gateways are labels, by their names in
 * the configuration; nothing that an alert or a script says becomes one.
 */
public final class IntakeMetrics {
  private final PrometheusRegistry registry;
  private final Counter deliveries;
  private final Counter alerts;
  private final Counter unmatched;
  private final Counter leftOut;
  private final Counter pushes;
  private final Counter facts;
  private final Counter evaluations;

  IntakeMetrics(PrometheusRegistry registry, AlertBook book, PushedFacts pushed) {
    this.registry = registry;
    deliveries =
        counter("alert_deliveries", "Deliveries of Alertmanager, by what they came to.", "outcome");
    alerts = counter("alerts", "Alerts of deliveries, by what they changed.", "outcome");
    unmatched = counter("alerts_unmatched", "Alerts of deliveries that no gateway wants.");
    leftOut = counter("alerts_left_out", "Alerts that deliveries had no place for.");
    pushes = counter("pushes", "Pushes of facts, by what they came to.", "gateway", "outcome");
    facts = counter("pushed_facts", "Facts that were pushed and taken.", "gateway");
    evaluations =
        counter("evaluations_asked", "Looks that were asked for and waited for.", "gateway");
    GaugeWithCallback.builder()
        .name("fivewhys_alerts_known")
        .help("Alerts that are known, by whether they fire.")
        .labelNames("state")
        .callback(
            gauge -> {
              List<KeptAlert> all = book.lastKnown();
              for (AlertState state : AlertState.values()) {
                long count = all.stream().filter(it -> AlertState.of(it, book) == state).count();
                gauge.call(count, state.toString());
              }
            })
        .register(registry);
    gauge("pushed_sources", "Scripts whose facts live.", () -> pushed.live());
    gauge(
        "alerts_refused",
        "1 while alerts cannot be kept and are refused.",
        () -> book.trouble().filter(Trouble::refuses).isPresent() ? 1 : 0);
    gauge(
        "pushes_refused",
        "1 while pushed facts cannot be kept and are refused.",
        () -> pushed.trouble().filter(Trouble::refuses).isPresent() ? 1 : 0);
  }

  /** How a delivery ended. */
  public enum Delivery {
    /** Something is known that was not. */
    CHANGED,
    /** Nothing is. */
    REPEATED,
    /** There was no room for some of it. */
    NO_ROOM,
    /** It was none. */
    MALFORMED,
    /** It was more than is read. */
    TOO_LARGE,
    /** It could not be kept. */
    NOT_WRITTEN;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A delivery of Alertmanager came to an end. */
  public void delivered(Delivery outcome) {
    deliveries.labelValues(outcome.toString()).inc();
  }

  /** So many alerts of a delivery came to this. */
  public void heard(AlertOutcome outcome, int count) {
    alerts.labelValues(outcome.toString()).inc(count);
  }

  /** So many alerts of a delivery are no gateway's. */
  public void unmatched(int count) {
    unmatched.inc(count);
  }

  /** Alertmanager had no place for so many alerts. */
  public void leftOut(long count) {
    leftOut.inc(count);
  }

  /** So many facts were taken for a gateway, by its name in the configuration. */
  public void pushed(String gateway, int count) {
    pushes.labelValues(gateway, "taken").inc();
    facts.labelValues(gateway).inc(count);
  }

  /**
   * @param outcome full, refused or not_written
   */
  public void pushRefused(String gateway, String outcome) {
    pushes.labelValues(gateway, outcome).inc();
  }

  /** Somebody wants a gateway looked at. */
  public void evaluationAsked(String gateway) {
    evaluations.labelValues(gateway).inc();
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder()
        .name("fivewhys_" + name)
        .help(help)
        .labelNames(labels)
        .register(registry);
  }

  private interface Value {
    double now();
  }

  private void gauge(String name, String help, Value value) {
    GaugeWithCallback.builder()
        .name("fivewhys_" + name)
        .help(help)
        .callback(gauge -> gauge.call(value.now()))
        .register(registry);
  }
}
