package io.fivewhys.collect.prometheus.traffic;

import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What is usual for a key in such a window. */
final class UsualTraffic {
  /** Fewer requests tell no share. */
  private static final double FEWEST_FOR_SHARE = 10;

  private final GatewayMetrics metrics;
  private final Scope scope;
  private final Map<Counter, List<Asking>> asked = new LinkedHashMap<>();
  private final List<Map<Key, Tally>> times = new ArrayList<>();

  UsualTraffic(GatewayMetrics metrics, Scope scope) {
    this.metrics = metrics;
    this.scope = scope;
  }

  /** What to ask of a counter that tells something now. */
  List<Asking> asks(Counter counter) {
    String series = scope.promql().series(counter.metric(), counter.matchers());
    List<Asking> all =
        Usual.timesAgo(scope.look().window()).stream()
            .map(
                ago ->
                    Asking.usual(
                        metrics.name() + " responses " + Usual.shown(ago),
                        Promql.sum(
                            counter.labelsWithCode(),
                            Promql.growth(series, scope.look().window(), ago))))
            .toList();
    asked.put(counter, all);
    return all;
  }

  /**
   * @param counted what is counted now, for the same to be counted of then
   */
  void read(Answers answers, Counted counted) {
    for (int i = 0; i < Usual.timesAgo(scope.look().window()).size(); i++) {
      int time = i;
      times.add(
          counted
              .sameOf(
                  counter ->
                      asked.containsKey(counter)
                          ? answers.of(asked.get(counter).get(time))
                          : List.of())
              .tallies());
    }
  }

  /** The usual share of 5xx; empty where too few requests came to tell. */
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

  OptionalLong requests(Key key) {
    var usual = new Usual();
    times.stream().filter(it -> it.containsKey(key)).forEach(it -> usual.add(it.get(key).total()));
    return usual.value().isPresent()
        ? OptionalLong.of(Math.round(usual.value().getAsDouble()))
        : OptionalLong.empty();
  }
}
