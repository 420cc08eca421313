package io.fivewhys.collect;

import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import io.fivewhys.logs.Upstreams;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the workload's name in the place of what a proxy calls an upstream, once the facts of all
 * sources are together: rules join by the workload's name, and no source that asks a proxy knows
 * it. Only what can mean no other workload is replaced.
 */
public final class WorkloadNames {
  private WorkloadNames() {}

  /** The facts in their order; those of the Kubernetes source tell the names. */
  public static Snapshot settle(Snapshot snapshot) {
    Set<String> names = new HashSet<>();
    for (Fact fact : snapshot.facts()) {
      if (fact instanceof Workload workload) {
        names.add(workload.name());
      }
    }
    if (names.isEmpty()) {
      return snapshot;
    }
    var upstreams = new Upstreams(snapshot.withFacts(told(snapshot.facts())));
    return snapshot.withFacts(
        snapshot.facts().stream().map(fact -> settle(fact, names, upstreams)).toList());
  }

  /** Without those whose names are in question. */
  private static List<Fact> told(List<Fact> facts) {
    return facts.stream()
        .filter(fact -> !(fact instanceof RouteTraffic) && !(fact instanceof CircuitBreaker))
        .toList();
  }

  private static Fact settle(Fact fact, Set<String> names, Upstreams upstreams) {
    return switch (fact) {
      case RouteTraffic it ->
          it.upstream()
              .flatMap(name -> other(name, names, upstreams))
              .map(name -> (Fact) named(it, name))
              .orElse(it);
      case CircuitBreaker it ->
          other(it.upstream(), names, upstreams).map(name -> (Fact) named(it, name)).orElse(it);
      default -> fact;
    };
  }

  private static Optional<String> other(String name, Set<String> names, Upstreams upstreams) {
    return names.contains(name) ? Optional.empty() : upstreams.exactly(name);
  }

  private static RouteTraffic named(RouteTraffic it, String upstream) {
    return new RouteTraffic(
        it.route(),
        Optional.of(upstream),
        it.responses(),
        it.flags(),
        it.p50Millis(),
        it.p99Millis(),
        it.baselineErrorRatio(),
        it.baselineP99Millis(),
        it.baselineRequests(),
        it.errorsSince(),
        it.errorsOnly(),
        it.p95Millis(),
        it.revision(),
        it.pod(),
        it.namespace());
  }

  private static CircuitBreaker named(CircuitBreaker it, String upstream) {
    return new CircuitBreaker(
        it.name(),
        upstream,
        it.state(),
        it.since(),
        it.failureRatio(),
        it.threshold(),
        it.instance(),
        it.rejected(),
        it.limits(),
        it.inUse(),
        it.ejectedHosts(),
        it.totalHosts(),
        it.namespace());
  }
}
