package io.fivewhys.collect.prometheus.traffic;

import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.collect.prometheus.api.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the metrics of one kind of gateway are called and mean. Made for one look. */
public interface GatewayMetrics {

  /** The preset's name. */
  String name();

  /**
   * Counters of responses, the best first: what one of them counts is not taken from a later one.
   */
  List<Counter> counters();

  /** Histograms of response times; of several that tell of the same, the first counts. */
  List<Histogram> histograms();

  /**
   * Sees all series of responses before the first is named, for names that only all of them tell.
   */
  default void learn(List<Series> responses) {}

  /** The same for what {@link #also} told. */
  default void learnMore(Answers answers) {}

  /** What the series counts; empty when it is none of the gateway's traffic. */
  Optional<Key> key(Series series);

  /**
   * What two counters count both, so that it is not counted twice; by default a key is counted by
   * the first counter that has it.
   */
  default Object coverage(Series series) {
    return key(series);
  }

  /** Takes one series of responses into account. */
  default void count(Series series, String codeLabel, Tally tally) {
    Statuses.of(series.label(codeLabel)).ifPresent(code -> tally.add(code, series.value()));
  }

  /** What matches the 5xx of a counter; several lists where several kinds of series are errors. */
  default List<List<String>> errorMatchers(Counter counter) {
    List<String> all = new ArrayList<>(counter.matchers());
    all.add(counter.codeLabel() + "=~\"5(..)?\"");
    return List.of(all);
  }

  /** Queries of its own: reasons of refusals, breakers. */
  default List<Asking> also() {
    return List.of();
  }

  /** Puts what {@link #also} told of routes into their tallies. */
  default void settle(Map<Key, Tally> tallies, Answers answers) {}

  /** Tells the facts of {@link #also} that are none of a route. */
  default void tell(Answers answers, Findings findings) {}

  /** What to do where there are responses, and none of a route. */
  default String withoutRoutes() {
    return "none of its series names a route";
  }
}
