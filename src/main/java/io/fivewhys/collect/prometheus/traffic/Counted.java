package io.fivewhys.collect.prometheus.traffic;

import io.fivewhys.collect.prometheus.api.Series;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Responses by key, each counted by one counter only. */
final class Counted {
  private final GatewayMetrics metrics;
  private final Map<Key, Tally> tallies = new LinkedHashMap<>();

  /** For each counter what better ones count. */
  private final Map<Counter, Set<Object>> covered;

  Counted(GatewayMetrics metrics, Function<Counter, List<Series>> responses) {
    this(metrics, responses, coverage(metrics, responses));
  }

  private Counted(
      GatewayMetrics metrics,
      Function<Counter, List<Series>> responses,
      Map<Counter, Set<Object>> covered) {
    this.metrics = metrics;
    this.covered = covered;
    for (Counter counter : metrics.counters()) {
      ofKeys(
          counter,
          responses.apply(counter),
          (key, series) ->
              metrics.count(
                  series, counter.codeLabel(), tallies.computeIfAbsent(key, _ -> new Tally())));
    }
  }

  private static Map<Counter, Set<Object>> coverage(
      GatewayMetrics metrics, Function<Counter, List<Series>> responses) {
    Map<Counter, Set<Object>> covered = new HashMap<>();
    Set<Object> soFar = new HashSet<>();
    for (Counter counter : metrics.counters()) {
      covered.put(counter, Set.copyOf(soFar));
      responses.apply(counter).forEach(series -> soFar.add(metrics.coverage(series)));
    }
    return covered;
  }

  /** Other responses, of which each counter counts the same as of these. */
  Counted sameOf(Function<Counter, List<Series>> responses) {
    return new Counted(metrics, responses, covered);
  }

  Map<Key, Tally> tallies() {
    return tallies;
  }

  boolean hasFailingRoute() {
    return tallies.entrySet().stream()
        .anyMatch(
            entry -> entry.getKey() instanceof Key.Route && entry.getValue().serverErrors() >= 1);
  }

  /** The series that this counter counts, with their keys. */
  void ofKeys(Counter counter, List<Series> all, BiConsumer<Key, Series> use) {
    Set<Object> better = covered.getOrDefault(counter, Set.of());
    for (Series series : all) {
      Optional<Key> key = metrics.key(series);
      if (key.isPresent() && !better.contains(metrics.coverage(series))) {
        use.accept(key.get(), series);
      }
    }
  }
}
