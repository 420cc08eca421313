package io.fivewhys.collect.prometheus.traffic;

import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Range;
import io.fivewhys.collect.prometheus.api.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Since when keys fail, from counts at each step. */
final class Begins {
  private static final Duration STEP = Duration.ofSeconds(30);

  /** Holds two samples also where a target is scraped once a minute. */
  private static final Duration WINDOW = Duration.ofMinutes(2);

  private final GatewayMetrics metrics;
  private final Scope scope;
  private final Map<Counter, Steps> asked = new LinkedHashMap<>();
  private final Map<Key, StepCounts> counts = new LinkedHashMap<>();

  private record Steps(Asking errors, Asking totals) {}

  Begins(GatewayMetrics metrics, Scope scope) {
    this.metrics = metrics;
    this.scope = scope;
  }

  List<Asking> asks(Counter counter) {
    Instant at = scope.look().at();
    var range = new Range(at.minus(scope.lookback()), at, STEP);
    String all = scope.promql().series(counter.metric(), counter.matchers());
    List<String> failing =
        metrics.errorMatchers(counter).stream()
            .map(matchers -> scope.promql().series(counter.metric(), matchers))
            .map(series -> Promql.growth(series, all, WINDOW, Duration.ZERO))
            .toList();
    String what = metrics.name() + " begin of errors";
    var steps =
        new Steps(
            Asking.over(range, what, Promql.sum(counter.labels(), String.join(" or ", failing))),
            Asking.over(
                range,
                what,
                Promql.sum(counter.labels(), Promql.growth(all, WINDOW, Duration.ZERO))));
    asked.put(counter, steps);
    return List.of(steps.errors(), steps.totals());
  }

  void read(Answers answers, Counted counted) {
    asked.forEach(
        (counter, steps) -> {
          counted.ofKeys(
              counter, answers.of(steps.totals()), (key, series) -> add(series, of(key)::addTotal));
          counted.ofKeys(
              counter,
              answers.of(steps.errors()),
              (key, series) -> add(series, of(key)::addErrors));
        });
  }

  private StepCounts of(Key key) {
    return counts.computeIfAbsent(key, _ -> new StepCounts());
  }

  /** Takes a count at a time. */
  private interface Adder {
    void add(long atMillis, double count);
  }

  private static void add(Series series, Adder adder) {
    series.samples().forEach(each -> adder.add(each.millis(), each.value()));
  }

  /** Empty where it cannot be told. */
  Optional<Instant> of(Key key, Tally tally, OptionalDouble usualRatio) {
    StepCounts known = counts.get(key);
    return known == null || tally.serverErrors() < 1
        ? Optional.empty()
        : new Onset(STEP, usualRatio).of(known.steps(), scope.look().from());
  }
}
