package io.fivewhys.collect.prometheus.traffic;

import io.fivewhys.collect.Look;
import java.time.Duration;
import java.util.List;

/**
 * What one look is about.
 *
 * @param promql writes queries with the selector
 * @param upstreams which workload is behind which name
 * @param lookback how far back the beginning of the errors is looked for
 * @param mostRoutes most routes that are told
 */
public record Scope(
    Look look, Promql promql, Upstreams upstreams, Duration lookback, int mostRoutes) {

  /** By how much a counter grew in the look's window, summed by these labels. */
  public String grown(List<String> labels, String metric, String... matchers) {
    String series = promql.series(metric, matchers);
    return Promql.sum(labels, Promql.growth(series, look.window(), Duration.ZERO));
  }

  /** A gauge's present value, aggregated by these labels. */
  public String now(String how, List<String> labels, String metric, String... matchers) {
    return Promql.aggregate(how, labels, promql.series(metric, matchers));
  }
}
