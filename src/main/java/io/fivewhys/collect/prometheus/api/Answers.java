package io.fivewhys.collect.prometheus.api;

import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceName;
import io.fivewhys.fact.Blind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the queries of one look gave. Not safe for use by threads. */
public final class Answers {
  private final Map<Asking, Told> told = new LinkedHashMap<>();
  private final Map<Asking, SourceFailed> silent = new LinkedHashMap<>();

  void put(Asking asking, Told answer) {
    told.put(asking, answer);
  }

  void put(Asking asking, SourceFailed failure) {
    silent.put(asking, failure);
  }

  /** The series that came; none also where the query failed or was not asked. */
  public List<Series> of(Asking asking) {
    Told answer = told.get(asking);
    return answer == null ? List.of() : answer.series();
  }

  /** The alerts that fire. */
  public List<FiringAlert> alerts(Asking asking) {
    Told answer = told.get(asking);
    return answer == null ? List.of() : answer.alerts();
  }

  /** It was answered, with series or without. */
  public boolean isTold(Asking asking) {
    return told.containsKey(asking);
  }

  /** At least one query was answered. */
  public boolean isAnyTold() {
    return !told.isEmpty();
  }

  /** What went wrong with the first query that failed. */
  public Optional<SourceFailed> firstFailure() {
    return silent.values().stream().findFirst();
  }

  /** What is unknown, once for each thing that some query would have told. */
  public List<Blind> unknown(SourceName source) {
    Map<String, String> reasons = new TreeMap<>();
    silent.forEach((asking, failure) -> reasons.putIfAbsent(asking.what(), failure.getMessage()));
    told.forEach(
        (asking, answer) ->
            answer
                .warnings()
                .forEach(
                    warning ->
                        reasons.putIfAbsent(asking.what(), "only a part is known: " + warning)));
    List<Blind> unknown = new ArrayList<>();
    reasons.forEach((what, reason) -> unknown.add(source.blind(what, reason)));
    return unknown;
  }
}
