package io.fivewhys.collect.prometheus.traffic;

import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Quantiles of the response times, in milliseconds.
 *
 * <p>They are as coarse as the histogram's buckets; above its last bound they are that bound, since
 * Prometheus knows no more.
 */
final class Times {
  private static final List<Double> SHARES = List.of(0.5, 0.95, 0.99);
  private static final double USUAL_SHARE = 0.99;

  private final GatewayMetrics metrics;
  private final Scope scope;
  private final Map<Histogram, Map<Double, Asking>> now = new LinkedHashMap<>();
  private final Map<Histogram, List<Asking>> earlier = new LinkedHashMap<>();
  private final Map<Double, Map<Key, Double>> known = new HashMap<>();
  private final Map<Key, Usual> usual = new HashMap<>();

  Times(GatewayMetrics metrics, Scope scope) {
    this.metrics = metrics;
    this.scope = scope;
  }

  List<Asking> asks() {
    List<Asking> all = new ArrayList<>();
    for (Histogram histogram : metrics.histograms()) {
      Map<Double, Asking> asked = new LinkedHashMap<>();
      SHARES.forEach(
          share ->
              asked.put(share, Asking.now(what(""), quantile(share, histogram, Duration.ZERO))));
      now.put(histogram, asked);
      all.addAll(asked.values());
    }
    return all;
  }

  /** Of the histograms that told something, what they told earlier. */
  List<Asking> then(Answers answers) {
    List<Asking> all = new ArrayList<>();
    now.forEach(
        (histogram, asked) -> {
          if (!answers.of(asked.get(USUAL_SHARE)).isEmpty()) {
            List<Asking> usual =
                Usual.timesAgo(scope.look().window()).stream()
                    .map(
                        ago ->
                            Asking.usual(
                                what(" " + Usual.shown(ago)),
                                quantile(USUAL_SHARE, histogram, ago)))
                    .toList();
            earlier.put(histogram, usual);
            all.addAll(usual);
          }
        });
    return all;
  }

  private String quantile(double share, Histogram histogram, Duration ago) {
    return scope.promql().quantile(share, histogram, scope.look().window(), ago);
  }

  private String what(String when) {
    return metrics.name() + " latencies" + when;
  }

  void read(Answers answers) {
    for (double share : SHARES) {
      known.put(share, byKey(histogram -> now.get(histogram).get(share), answers));
    }
    for (int i = 0; i < Usual.timesAgo(scope.look().window()).size(); i++) {
      int time = i;
      byKey(
              histogram -> earlier.containsKey(histogram) ? earlier.get(histogram).get(time) : null,
              answers)
          .forEach((key, millis) -> usual.computeIfAbsent(key, _ -> new Usual()).add(millis));
    }
  }

  /** Of several histograms the first counts, of several series of one key the slowest. */
  private Map<Key, Double> byKey(Function<Histogram, Asking> asked, Answers answers) {
    Map<Key, Double> all = new HashMap<>();
    for (Histogram histogram : metrics.histograms()) {
      Asking asking = asked.apply(histogram);
      Map<Key, Double> these = new HashMap<>();
      for (Series series : asking == null ? List.<Series>of() : answers.of(asking)) {
        double millis = Math.round(1000 * series.value() * histogram.unitMillis()) / 1000.0;
        metrics.key(series).ifPresent(key -> these.merge(key, millis, Math::max));
      }
      these.forEach(all::putIfAbsent);
    }
    return all;
  }

  OptionalDouble now(Key key, double share) {
    Double millis = known.getOrDefault(share, Map.of()).get(key);
    return millis == null || millis < 0 ? OptionalDouble.empty() : OptionalDouble.of(millis);
  }

  OptionalDouble usual(Key key) {
    return usual.containsKey(key) ? usual.get(key).value() : OptionalDouble.empty();
  }
}
