package io.fivewhys.gateway;

import io.fivewhys.collect.SourceName;
import io.fivewhys.collect.SourceResult;
import io.fivewhys.fact.Blind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers how each source of a gateway is doing. Safe for use by several threads. */
final class SourceStates {
  /** In the order of the configuration. Guarded by this. */
  private final Map<SourceName, SourceState> states = new LinkedHashMap<>();

  SourceStates(List<SourceName> names) {
    names.forEach(name -> states.put(name, SourceState.unasked(name)));
  }

  synchronized void heard(List<SourceResult> results) {
    results.forEach(result -> states.compute(result.name(), (_, before) -> after(before, result)));
  }

  synchronized List<SourceState> all() {
    return List.copyOf(states.values());
  }

  private static SourceState after(SourceState before, SourceResult result) {
    SourceState.Result now = resultOf(result);
    boolean same = before.result() == now && before.code().equals(result.code());
    Optional<Instant> good = result.isWhole() ? Optional.of(result.at()) : before.lastGoodAt();
    int told = (int) result.facts().stream().filter(it -> !(it instanceof Blind)).count();
    return new SourceState(
        result.name(),
        now,
        same ? before.since() : Optional.of(result.at()),
        result.code(),
        result.reason(),
        good,
        Optional.of(result.took()),
        told,
        result.notes());
  }

  private static SourceState.Result resultOf(SourceResult result) {
    if (result.isWhole()) {
      return SourceState.Result.WHOLE;
    }
    return result.sawSomething() ? SourceState.Result.PARTIAL : SourceState.Result.BLIND;
  }
}
