package io.fivewhys.http.metrics;

import io.fivewhys.collect.SourceResult;
import io.fivewhys.gateway.GatewayBoard;
import io.fivewhys.gateway.GatewayView;
import io.fivewhys.gateway.SourceState;
import io.fivewhys.gateway.SweepListener;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What Prometheus is told of sweeps and sources. Gateways and sources are labels, by their names in
 * the configuration.
 */
public final class SweepMetrics implements SweepListener {
  private static final double[] SECONDS = {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

  private final PrometheusRegistry registry;
  private final Counter sweeps;
  private final Counter skipped;
  private final Histogram sweepSeconds;
  private final Counter answers;
  private final Histogram answerSeconds;

  SweepMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    sweeps = counter("sweeps", "Looks at gateways by verdict, or failed.", "gateway", "outcome");
    skipped = counter("sweeps_skipped", "Looks that were due while one was under way.", "gateway");
    sweepSeconds = seconds("sweep_seconds", "Looks, from asking to the diagnosis.", "gateway");
    answers =
        counter(
            "source_answers",
            "Answers of sources: ok, partial, or what went wrong.",
            "gateway",
            "source",
            "outcome");
    answerSeconds =
        seconds("source_seconds", "Time that sources took to answer.", "gateway", "source");
  }

  /** Adds how the sources are doing at the moment; once, when everything is wired. */
  public void watch(GatewayBoard board, Clock clock) {
    GaugeWithCallback.builder()
        .name("fivewhys_source_last_good_age_seconds")
        .help("Since when a source has not seen all that it looks for; none before it first did.")
        .labelNames("gateway", "source")
        .callback(
            gauge ->
                eachSource(
                    board,
                    (view, source) ->
                        source
                            .lastGoodAt()
                            .ifPresent(
                                at ->
                                    gauge.call(
                                        age(at, clock), view.name(), source.name().toString()))))
        .register(registry);
    GaugeWithCallback.builder()
        .name("fivewhys_source_blind")
        .help("1 while a source sees nothing, 0.5 while it sees a part.")
        .labelNames("gateway", "source")
        .callback(
            gauge ->
                eachSource(
                    board,
                    (view, source) ->
                        gauge.call(
                            blindness(source.result()), view.name(), source.name().toString())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("fivewhys_sweep_age_seconds")
        .help("Since when no look at the gateway has ended.")
        .labelNames("gateway")
        .callback(
            gauge ->
                board
                    .views()
                    .forEach(
                        view ->
                            view.sweptAt()
                                .ifPresent(at -> gauge.call(age(at, clock), view.name()))))
        .register(registry);
  }

  private interface EachSource {
    void tell(GatewayView view, SourceState source);
  }

  private static void eachSource(GatewayBoard board, EachSource each) {
    board.views().forEach(view -> view.sources().forEach(source -> each.tell(view, source)));
  }

  private static double age(Instant at, Clock clock) {
    return Math.max(0, Duration.between(at, clock.instant()).toMillis() / 1000.0);
  }

  /** One that was never asked sees nothing yet. */
  private static double blindness(SourceState.Result result) {
    return switch (result) {
      case WHOLE -> 0;
      case PARTIAL -> 0.5;
      case BLIND, UNASKED -> 1;
    };
  }

  @Override
  public void swept(String gateway, String outcome, Duration took) {
    sweeps.labelValues(gateway, outcome).inc();
    sweepSeconds.labelValues(gateway).observe(took.toNanos() / 1e9);
  }

  @Override
  public void skipped(String gateway, long left) {
    skipped.labelValues(gateway).inc(left);
  }

  @Override
  public void asked(String gateway, SourceResult result) {
    String source = result.name().toString();
    answers.labelValues(gateway, source, result.outcome()).inc();
    answerSeconds.labelValues(gateway, source).observe(result.took().toNanos() / 1e9);
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder()
        .name("fivewhys_" + name)
        .help(help)
        .labelNames(labels)
        .register(registry);
  }

  private Histogram seconds(String name, String help, String... labels) {
    return Histogram.builder()
        .name("fivewhys_" + name)
        .help(help)
        .labelNames(labels)
        .classicOnly()
        .classicUpperBounds(SECONDS)
        .register(registry);
  }
}
