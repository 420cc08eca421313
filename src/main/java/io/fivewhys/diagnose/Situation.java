package io.fivewhys.diagnose;

import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.LogPattern;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.inference.FailingRoute;
import io.fivewhys.inference.Incident;
import io.fivewhys.inference.Leads;
import io.fivewhys.inference.Suspect;
import io.fivewhys.inference.Thresholds;
import io.fivewhys.inference.Trouble;
import java.time.Instant;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A snapshot as the rules see it: its facts in a fixed order, and views on them. */
record Situation(
    Snapshot snapshot,
    Directory directory,
    Routes routes,
    Incident incident,
    List<Suspect> suspects,
    List<Leads> leads,
    Map<String, Suspects.Hop> hops,
    List<Trouble> troubles,
    List<Fact> facts,
    Map<Fact, Fact> originals) {

  /** In a worse outage the rules see the loudest so many; all are listed as symptoms. */
  private static final int MOST_ROUTES = 200;

  static Situation of(Snapshot given, Thresholds thresholds) {
    Snapshot snapshot = given.withFacts(OneNamespace.of(given, inOrder(given.facts())));
    Routes routes = Routes.of(snapshot, thresholds);
    Reach reach = Reach.of(snapshot.gateway(), snapshot.facts(), routes);
    Directory directory = new Directory(snapshot);
    List<Trouble> troubles = Troubles.of(snapshot, directory, thresholds);
    Suspects.Walk walk = Suspects.of(snapshot, directory, routes, troubles, thresholds);
    return new Situation(
        given,
        directory,
        routes,
        incident(snapshot, routes, walk.suspects()),
        walk.suspects(),
        walk.leads(),
        walk.hops(),
        troubles,
        reach.facts(),
        reach.originals());
  }

  /**
   * Each fact once, without log lines. What the rules meet first must not depend on the order in
   * which facts were sent.
   */
  private static List<Fact> inOrder(List<Fact> given) {
    record Written(String text, Fact fact) {}
    return new LinkedHashSet<>(given)
        .stream()
            .filter(fact -> !(fact instanceof LogLines))
            // Written once each: a comparison of two facts would write both.
            .map(fact -> new Written(fact.toString(), fact))
            .sorted(Comparator.comparing(Written::text))
            .map(Written::fact)
            .toList();
  }

  private static Incident incident(Snapshot snapshot, Routes routes, List<Suspect> suspects) {
    TreeSet<String> failing = new TreeSet<>();
    routes.failing().forEach(route -> failing.add(route.upstream().orElse(route.route())));
    return new Incident(
        snapshot.gateway(),
        snapshot.namespace(),
        onset(snapshot, routes, suspects),
        snapshot.windowStart(),
        snapshot.observedAt(),
        failing.size(),
        routes.served().size());
  }

  /** The first rise of 5xx; where no route tells, the first error that an accused one logs. */
  private static Optional<Instant> onset(Snapshot snapshot, Routes routes, List<Suspect> suspects) {
    Optional<Instant> counted =
        routes.failing().stream()
            .map(FailingRoute::since)
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
    if (counted.isPresent() || routes.failing().isEmpty()) {
      return counted;
    }
    TreeSet<String> accused = new TreeSet<>();
    suspects.stream().filter(Suspect::accused).forEach(suspect -> accused.add(suspect.name()));
    return snapshot.facts().stream()
        .map(fact -> fact instanceof LogPattern log && log.count() > 0 ? log : null)
        .filter(Objects::nonNull)
        .filter(log -> accused.contains(log.workload()))
        .map(LogPattern::since)
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  /** Everything that goes into a session, views first. */
  Stream<Object> objects(Thresholds thresholds) {
    return Stream.of(
            Stream.<Object>of(incident, thresholds),
            loudest().stream(),
            suspects.stream(),
            leads.stream(),
            troubles.stream(),
            facts.stream())
        .flatMap(part -> part);
  }

  /** Rules compare routes with each other; in an outage of everything the loudest tell enough. */
  private List<FailingRoute> loudest() {
    if (routes.failing().size() <= MOST_ROUTES) {
      return routes.failing();
    }
    return routes.failing().stream()
        .sorted(
            Comparator.comparingLong(FailingRoute::errors)
                .reversed()
                .thenComparing(FailingRoute::route))
        .limit(MOST_ROUTES)
        .toList();
  }

  /** Positions of facts in the snapshot as it was given, by identity. */
  Map<Fact, Integer> positions() {
    Map<Fact, Integer> positions = new IdentityHashMap<>();
    List<Fact> given = snapshot.facts();
    for (int i = 0; i < given.size(); i++) {
      positions.putIfAbsent(given.get(i), i);
    }
    originals.forEach((completed, original) -> positions.put(completed, positions.get(original)));
    return positions;
  }

  List<Blind> blind() {
    return facts.stream().filter(Blind.class::isInstance).map(Blind.class::cast).toList();
  }
}
