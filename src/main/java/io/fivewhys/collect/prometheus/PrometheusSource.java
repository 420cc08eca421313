package io.fivewhys.collect.prometheus;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.Source;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceName;
import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.collect.prometheus.api.Part;
import io.fivewhys.collect.prometheus.api.PrometheusApi;
import io.fivewhys.collect.prometheus.api.Remembered;
import io.fivewhys.collect.prometheus.api.Round;
import io.fivewhys.collect.prometheus.own.OwnPart;
import io.fivewhys.collect.prometheus.preset.Preset;
import io.fivewhys.collect.prometheus.resource.ContainerPart;
import io.fivewhys.collect.prometheus.resource.ProcessPart;
import io.fivewhys.collect.prometheus.traffic.Promql;
import io.fivewhys.collect.prometheus.traffic.Scope;
import io.fivewhys.collect.prometheus.traffic.TrafficPart;
import io.fivewhys.collect.prometheus.traffic.Upstreams;
import io.fivewhys.fact.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks at a gateway through Prometheus. All queries of a look run side by side; one that fails
 * leaves unknown what it would have told, and nothing else.
 */
public final class PrometheusSource implements Source {
  /** Of the deadline; the rest is for what is made of the answers. */
  private static final double FOR_QUERIES = 0.9;

  private final PrometheusConfig config;
  private final SourceName name;
  private final PrometheusApi api;
  private final Remembered remembered = new Remembered();
  private final FoundPresets found;

  public PrometheusSource(PrometheusConfig config, SourceContext context) {
    this.config = config;
    this.name =
        config
            .name()
            .map(part -> SourceName.of("prometheus", part))
            .orElse(SourceName.of("prometheus"));
    this.api = new PrometheusApi(config.access(), context, config.maxSeries());
    this.found = new FoundPresets(new Promql(config.selector()));
  }

  @Override
  public SourceName name() {
    return name;
  }

  @Override
  public Duration deadline() {
    return config.deadline();
  }

  @Override
  public Answer ask(Look look) throws SourceFailed, InterruptedException {
    var findings = new Findings(name);
    Duration forQueries = Duration.ofMillis((long) (config.deadline().toMillis() * FOR_QUERIES));
    var round = new Round(api, remembered, look.at(), forQueries, config.concurrency());
    List<Part> parts = parts(look, presets(look, round, findings));
    round.ask(parts.stream().flatMap(part -> part.asks().stream()).toList());
    Answers answers = round.answers();
    if (!answers.isAnyTold()) {
      throw answers.firstFailure().orElseThrow();
    }
    List<Asking> more = new ArrayList<>();
    parts.forEach(part -> more.addAll(part.then(answers)));
    round.ask(more);
    parts.forEach(part -> part.tell(answers, findings));
    List<Fact> facts = new ArrayList<>(findings.facts());
    facts.addAll(answers.unknown(name));
    return new Answer(facts, findings.notes());
  }

  private Set<Preset> presets(Look look, Round round, Findings findings)
      throws SourceFailed, InterruptedException {
    if (!config.presets().contains(Preset.AUTO)) {
      return Set.copyOf(config.presets());
    }
    return found.at(look, round, findings);
  }

  private List<Part> parts(Look look, Set<Preset> presets) {
    var scope =
        new Scope(
            look,
            new Promql(config.selector()),
            new Upstreams(config.upstreams()),
            config.onsetLookback(),
            config.maxRoutes());
    List<Part> parts = new ArrayList<>();
    presets.stream()
        .sorted()
        .forEach(
            preset ->
                parts.add(
                    new TrafficPart(
                        preset.metrics(scope, presets, config.gatewayWorkload()), scope)));
    if (config.resources().containers()) {
      parts.add(new ContainerPart(config.resources(), look));
    }
    if (config.resources().processes()) {
      parts.add(new ProcessPart(config.resources(), look));
    }
    if (!config.queries().isEmpty()) {
      parts.add(new OwnPart(config.queries(), look));
    }
    if (config.alerts()) {
      parts.add(new AlertsPart(AlertsPart.compiled(config.alertMatchers())));
    }
    return parts;
  }

  @Override
  public void close() {
    api.close();
  }
}
