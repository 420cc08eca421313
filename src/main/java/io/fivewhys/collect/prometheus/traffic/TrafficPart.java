package io.fivewhys.collect.prometheus.traffic;

import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.collect.prometheus.api.Part;
import io.fivewhys.collect.prometheus.api.Range;
import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.fact.Calls;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.read.FactDraft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The traffic of one gateway: first what came in the window, then, of what came, what is usual and,
 * where something fails, since when.
 */
public final class TrafficPart implements Part {
  private static final Duration STEP = Duration.ofSeconds(30);

  /** Holds two samples also where a target is scraped once a minute. */
  private static final Duration STEP_WINDOW = Duration.ofMinutes(2);

  /** Fewer requests tell no share. */
  private static final double FEWEST_FOR_SHARE = 10;

  private final GatewayMetrics metrics;
  private final Scope scope;
  private final Map<Counter, Asking> responses = new LinkedHashMap<>();
  private final Map<Counter, List<Asking>> usualResponses = new LinkedHashMap<>();
  private final Map<Counter, Steps> steps = new LinkedHashMap<>();
  private final Times times;
  private Counted counted;

  private record Steps(Asking errors, Asking totals) {}

  public TrafficPart(GatewayMetrics metrics, Scope scope) {
    this.metrics = metrics;
    this.scope = scope;
    this.times = new Times(metrics, scope);
  }

  @Override
  public List<Asking> asks() {
    for (Counter counter : metrics.counters()) {
      String series = scope.promql().series(counter.metric(), counter.matchers());
      responses.put(
          counter, Asking.now(what("responses"), responses(counter, series, Duration.ZERO)));
    }
    List<Asking> all = new ArrayList<>(responses.values());
    all.addAll(times.asks());
    all.addAll(metrics.also());
    return all;
  }

  @Override
  public List<Asking> then(Answers answers) {
    metrics.learn(responses.values().stream().flatMap(it -> answers.of(it).stream()).toList());
    metrics.learnMore(answers);
    counted = new Counted(metrics, counter -> answers.of(responses.get(counter)));
    List<Asking> more = new ArrayList<>(times.then(answers));
    for (Counter counter : metrics.counters()) {
      if (!answers.of(responses.get(counter)).isEmpty()) {
        more.addAll(askUsual(counter));
        if (counted.hasFailingRoute()) {
          more.addAll(askSteps(counter));
        }
      }
    }
    return more;
  }

  private List<Asking> askUsual(Counter counter) {
    String series = scope.promql().series(counter.metric(), counter.matchers());
    List<Asking> all =
        Usual.TIMES_AGO.stream()
            .map(
                ago ->
                    Asking.usual(
                        what("responses " + Usual.shown(ago)), responses(counter, series, ago)))
            .toList();
    usualResponses.put(counter, all);
    return all;
  }

  private List<Asking> askSteps(Counter counter) {
    var range = new Range(scope.look().at().minus(scope.lookback()), scope.look().at(), STEP);
    List<String> failing =
        metrics.errorMatchers(counter).stream()
            .map(matchers -> grown(scope.promql().series(counter.metric(), matchers)))
            .toList();
    String all = grown(scope.promql().series(counter.metric(), counter.matchers()));
    var asked =
        new Steps(
            Asking.over(
                range,
                what("begin of errors"),
                Promql.sum(counter.labels(), String.join(" or ", failing))),
            Asking.over(range, what("begin of errors"), Promql.sum(counter.labels(), all)));
    steps.put(counter, asked);
    return List.of(asked.errors(), asked.totals());
  }

  private String grown(String series) {
    return scope.promql().growth(series, STEP_WINDOW, Duration.ZERO);
  }

  private String responses(Counter counter, String series, Duration ago) {
    List<String> labels = new ArrayList<>(counter.labels());
    labels.add(counter.codeLabel());
    return Promql.sum(labels, scope.promql().growth(series, scope.look().window(), ago));
  }

  private String what(String thing) {
    return metrics.name() + " " + thing;
  }

  @Override
  public void tell(Answers answers, Findings findings) {
    metrics.tell(answers, findings);
    if (metrics.counters().isEmpty()) {
      return;
    }
    boolean isKnown = responses.values().stream().allMatch(answers::isTold);
    if (isKnown && counted.tallies().isEmpty()) {
      findings.blind(metrics.name(), withoutSeries(answers));
      return;
    }
    metrics.settle(counted.tallies(), answers);
    times.read(answers);
    var usual = new UsualTraffic(answers);
    tellRoutes(answers, findings, usual);
    tellEdges(findings, usual);
  }

  private String withoutSeries(Answers answers) {
    boolean isAny = responses.values().stream().anyMatch(it -> !answers.of(it).isEmpty());
    if (isAny) {
      return metrics.withoutRoutes();
    }
    return "no series of %s%s in the last %s; check presets and selector"
        .formatted(
            String.join(" or ", metrics.counters().stream().map(Counter::metric).toList()),
            scope.promql().selector().map(it -> " with " + it).orElse(""),
            Promql.time(scope.look().window()));
  }

  private void tellRoutes(Answers answers, Findings findings, UsualTraffic usual) {
    Map<Key.Route, Tally> routes = told(Key.Route.class, "routes", findings);
    if (routes.isEmpty() && responses.values().stream().allMatch(answers::isTold)) {
      findings.blind(what("routes"), metrics.withoutRoutes());
    }
    var begins = new Begins(answers);
    routes.forEach(
        (route, tally) -> {
          OptionalDouble usualRatio = usual.errorRatio(route);
          findings.add(
              what("routes"),
              FactDraft.of(RouteTraffic.class)
                  .set("route", route.route())
                  .set("upstream", route.upstream())
                  .set("namespace", route.namespace())
                  .set("responses", tally.responses())
                  .set("flags", tally.flags())
                  .set("errorsOnly", tally.isErrorsOnly() ? true : null)
                  .set("p50Millis", times.now(route, 0.5))
                  .set("p95Millis", times.now(route, 0.95))
                  .set("p99Millis", times.now(route, 0.99))
                  .set("baselineErrorRatio", usualRatio)
                  .set("baselineP99Millis", times.usual(route))
                  .set("baselineRequests", usual.requests(route))
                  .set("errorsSince", begins.of(route, tally, usualRatio)));
        });
  }

  private void tellEdges(Findings findings, UsualTraffic usual) {
    told(Key.Edge.class, "calls", findings)
        .forEach(
            (edge, tally) ->
                findings.add(
                    what("calls"),
                    FactDraft.of(Calls.class)
                        .set("caller", edge.caller())
                        .set("callee", edge.callee())
                        .set("namespace", edge.namespace())
                        .set("requests", Math.round(tally.total()))
                        .set("errors", Math.round(tally.serverErrors()))
                        .set("p99Millis", times.now(edge, 0.99))
                        .set("baselineP99Millis", times.usual(edge))
                        .set("baselineRequests", usual.requests(edge))));
  }

  /** The keys of this kind, of too many those with the most errors and then the most traffic. */
  private <K extends Key> Map<K, Tally> told(Class<K> kind, String things, Findings findings) {
    List<Map.Entry<Key, Tally>> all =
        counted.tallies().entrySet().stream()
            .filter(entry -> kind.isInstance(entry.getKey()))
            .sorted(
                Comparator.comparingDouble(
                        (Map.Entry<Key, Tally> entry) -> -entry.getValue().serverErrors())
                    .thenComparingDouble(entry -> -entry.getValue().total())
                    .thenComparing(entry -> entry.getKey().toString()))
            .toList();
    if (all.size() > scope.mostRoutes()) {
      findings.blind(
          what(things),
          "only the %d with the most errors and traffic of %d are told; narrow the selector or raise max-routes"
              .formatted(scope.mostRoutes(), all.size()));
    }
    Map<K, Tally> told = new LinkedHashMap<>();
    all.stream()
        .limit(scope.mostRoutes())
        .forEach(entry -> told.put(kind.cast(entry.getKey()), entry.getValue()));
    return told;
  }

  /** What is usual for a key in such a window. */
  private final class UsualTraffic {
    private final List<Map<Key, Tally>> times = new ArrayList<>();

    UsualTraffic(Answers answers) {
      for (int i = 0; i < Usual.TIMES_AGO.size(); i++) {
        int time = i;
        times.add(
            counted
                .sameOf(
                    counter ->
                        usualResponses.containsKey(counter)
                            ? answers.of(usualResponses.get(counter).get(time))
                            : List.of())
                .tallies());
      }
    }

    OptionalDouble errorRatio(Key key) {
      var usual = new Usual();
      for (Map<Key, Tally> each : times) {
        Tally tally = each.get(key);
        if (tally != null && tally.total() >= FEWEST_FOR_SHARE) {
          usual.add(Math.round(1e6 * tally.serverErrors() / tally.total()) / 1e6);
        }
      }
      return usual.value();
    }

    Optional<Long> requests(Key key) {
      var usual = new Usual();
      for (Map<Key, Tally> each : times) {
        if (each.containsKey(key)) {
          usual.add(each.get(key).total());
        }
      }
      return usual.value().isPresent()
          ? Optional.of(Math.round(usual.value().getAsDouble()))
          : Optional.empty();
    }
  }

  /** Since when keys fail. */
  private final class Begins {
    private final Map<Key, StepCounts> counts = new LinkedHashMap<>();

    Begins(Answers answers) {
      steps.forEach(
          (counter, asked) -> {
            counted.ofKeys(counter, answers.of(asked.totals()), this::addTotals);
            counted.ofKeys(counter, answers.of(asked.errors()), this::addErrors);
          });
    }

    private void addTotals(Key key, Series series) {
      StepCounts known = counts.computeIfAbsent(key, _ -> new StepCounts());
      series.samples().forEach(each -> known.addTotal(each.millis(), each.value()));
    }

    private void addErrors(Key key, Series series) {
      StepCounts known = counts.computeIfAbsent(key, _ -> new StepCounts());
      series.samples().forEach(each -> known.addErrors(each.millis(), each.value()));
    }

    Optional<java.time.Instant> of(Key key, Tally tally, OptionalDouble usualRatio) {
      StepCounts known = counts.get(key);
      return known == null || tally.serverErrors() < 1
          ? Optional.empty()
          : new Onset(STEP, usualRatio).of(known.steps(), scope.look().from());
    }
  }
}
