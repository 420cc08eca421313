package io.fivewhys.collect.prometheus.traffic;

import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.collect.prometheus.api.Part;
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
import java.util.OptionalDouble;

/**
 * The traffic of one gateway: first what came in the window, then, of what came, what is usual and,
 * where something fails, since when.
 */
public final class TrafficPart implements Part {
  private final GatewayMetrics metrics;
  private final Scope scope;
  private final Map<Counter, Asking> responses = new LinkedHashMap<>();
  private final Times times;
  private final UsualTraffic usual;
  private final Begins begins;
  private Counted counted;

  public TrafficPart(GatewayMetrics metrics, Scope scope) {
    this.metrics = metrics;
    this.scope = scope;
    this.times = new Times(metrics, scope);
    this.usual = new UsualTraffic(metrics, scope);
    this.begins = new Begins(metrics, scope);
  }

  @Override
  public List<Asking> asks() {
    for (Counter counter : metrics.counters()) {
      String series = scope.promql().series(counter.metric(), counter.matchers());
      String grown = Promql.growth(series, scope.look().window(), Duration.ZERO);
      responses.put(
          counter, Asking.now(what("responses"), Promql.sum(counter.labelsWithCode(), grown)));
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
    counted = new Counted(metrics, counter -> counted(counter, answers));
    List<Asking> more = new ArrayList<>(times.then(answers));
    for (Counter counter : metrics.counters()) {
      if (!counted(counter, answers).isEmpty()) {
        more.addAll(usual.asks(counter));
        more.addAll(counted.hasFailingRoute() ? begins.asks(counter) : List.of());
      }
    }
    return more;
  }

  /**
   * What the counter tells; nothing where a better one was not answered, for nobody knows what that
   * counts already.
   */
  private List<Series> counted(Counter counter, Answers answers) {
    List<Counter> ranked = metrics.counters();
    boolean isBetterKnown =
        ranked.subList(0, ranked.indexOf(counter)).stream()
            .allMatch(better -> answers.isTold(responses.get(better)));
    return isBetterKnown ? answers.of(responses.get(counter)) : List.of();
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
    boolean isAny = responses.values().stream().anyMatch(it -> !answers.of(it).isEmpty());
    if (isKnown && !isAny) {
      findings.blind(metrics.name(), withoutSeries());
      return;
    }
    metrics.settle(counted.tallies(), answers);
    times.read(answers);
    usual.read(answers, counted);
    begins.read(answers, counted);
    Map<Key.Route, Tally> routes = told(Key.Route.class, "routes", findings);
    if (isKnown && routes.isEmpty()) {
      findings.blind(what("routes"), metrics.withoutRoutes());
    }
    routes.forEach((route, tally) -> findings.add(what("routes"), draft(route, tally)));
    told(Key.Edge.class, "calls", findings)
        .forEach((edge, tally) -> findings.add(what("calls"), draft(edge, tally)));
  }

  private String withoutSeries() {
    String metric = String.join(" or ", metrics.counters().stream().map(Counter::metric).toList());
    String selected = scope.promql().selector().map(it -> " with " + it).orElse("");
    return ("no series of %s%s in the last %s; check presets and selector, and that the window"
            + " holds two scrapes")
        .formatted(metric, selected, Promql.time(scope.look().window()));
  }

  private FactDraft<RouteTraffic> draft(Key.Route route, Tally tally) {
    OptionalDouble usualRatio = usual.errorRatio(route);
    return FactDraft.of(RouteTraffic.class)
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
        .set("errorsSince", begins.of(route, tally, usualRatio));
  }

  private FactDraft<Calls> draft(Key.Edge edge, Tally tally) {
    return FactDraft.of(Calls.class)
        .set("caller", edge.caller())
        .set("callee", edge.callee())
        .set("namespace", edge.namespace())
        .set("requests", Math.round(tally.total()))
        .set("errors", Math.round(tally.serverErrors()))
        .set("p99Millis", times.now(edge, 0.99))
        .set("baselineP99Millis", times.usual(edge))
        .set("baselineRequests", usual.requests(edge));
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
}
