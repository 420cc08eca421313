package io.fivewhys.http.metrics;

import io.fivewhys.incident.IncidentState;
import io.fivewhys.incident.Severity;
import io.fivewhys.notify.Channel;
import io.fivewhys.pipeline.IncidentDesk;
import io.fivewhys.pipeline.Notifications;
import io.fivewhys.pipeline.PipelineListener;
import io.fivewhys.store.Incidents.StateCount;
import io.fivewhys.store.Outbox.Backlog;
import io.fivewhys.store.QueuedMessage.State;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;

/**
 * What Prometheus is told of incidents and messages. Channels are labels, by their names in the
 * configuration.
 */
public final class IncidentMetrics implements PipelineListener {
  private static final double[] SECONDS = {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20};

  private final PrometheusRegistry registry;
  private final Counter notifications;
  private final Histogram seconds;
  private final Counter duties;
  private final Histogram diagnoseSeconds;

  IncidentMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    notifications =
        Counter.builder()
            .name("fivewhys_notifications")
            .help("Tries to deliver a message, by what they came to.")
            .labelNames("channel", "type", "result")
            .register(registry);
    seconds =
        Histogram.builder()
            .name("fivewhys_notification_seconds")
            .help("Tries to deliver a message.")
            .labelNames("channel", "type")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    duties =
        Counter.builder()
            .name("fivewhys_duty_runs")
            .help("Times that something was done that has to be done again and again.")
            .labelNames("duty", "result")
            .register(registry);
    diagnoseSeconds =
        Histogram.builder()
            .name("fivewhys_time_to_diagnose_seconds")
            .help("From the opening of an incident to the first diagnosis that names its cause.")
            .classicOnly()
            .classicUpperBounds(InterventionMetrics.INCIDENT_SECONDS)
            .register(registry);
  }

  @Override
  public void delivered(Channel channel, String result, Duration took) {
    notifications.labelValues(channel.name(), channel.type(), result).inc();
    seconds.labelValues(channel.name(), channel.type()).observe(took.toNanos() / 1e9);
  }

  @Override
  public void ran(String duty, String result) {
    duties.labelValues(duty, result).inc();
  }

  @Override
  public void diagnosed(Duration sinceOpened) {
    diagnoseSeconds.observe(sinceOpened.toMillis() / 1e3);
  }

  /**
   * Adds what is true at the moment; once, when everything is wired. While the database does not
   * answer these are not there: nobody knows them.
   */
  public void watch(IncidentDesk desk, Notifications messages) {
    var counts = new Lately<List<StateCount>>(desk::counts);
    // Known by the time of the first scrape.
    counts.get();
    gauge(
        "incidents_open",
        "Incidents that are not resolved.",
        call -> counts.get().ifPresent(it -> open(it, call)),
        "state",
        "severity");
    var backlog = new Lately<List<Backlog>>(messages::backlog);
    backlog.get();
    gauge(
        "notifications_backlog",
        "Messages that wait (pending) or were given up (parked).",
        call -> backlog.get().ifPresent(it -> waiting(messages, it, call)),
        "channel",
        "state");
  }

  /** Also those that are none: an alert on a series that is not there never fires. */
  private static void open(List<StateCount> counts, GaugeWithCallback.Callback gauge) {
    for (IncidentState state : IncidentState.values()) {
      for (Severity severity : Severity.values()) {
        long count =
            counts.stream()
                .filter(it -> it.state().equals(state.toString()))
                .filter(it -> it.severity().equals(severity.toString()))
                .mapToLong(StateCount::count)
                .sum();
        if (!state.isOver()) {
          gauge.call(count, state.toString(), severity.toString());
        }
      }
    }
  }

  private static void waiting(
      Notifications messages, List<Backlog> backlog, GaugeWithCallback.Callback gauge) {
    for (Channel channel : messages.channels()) {
      for (State state : List.of(State.PENDING, State.PARKED)) {
        long count =
            backlog.stream()
                .filter(it -> it.channel().equals(channel.name()) && it.state() == state)
                .mapToLong(Backlog::count)
                .sum();
        gauge.call(count, channel.name(), state.toString());
      }
    }
  }

  private interface Values {
    void tell(GaugeWithCallback.Callback gauge);
  }

  private void gauge(String name, String help, Values values, String... labels) {
    GaugeWithCallback.builder()
        .name("fivewhys_" + name)
        .help(help)
        .labelNames(labels)
        .callback(values::tell)
        .register(registry);
  }
}
