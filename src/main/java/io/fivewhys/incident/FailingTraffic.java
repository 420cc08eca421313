package io.fivewhys.incident;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The routes behind the symptoms of a diagnosis, and how bad that is. */
final class FailingTraffic {
  /** As the symptoms' sentences go on after the route. */
  private static final String ANSWERS = " answers ";

  private final List<Fact> facts;
  private final Diagnosis diagnosis;

  FailingTraffic(Snapshot snapshot, Diagnosis diagnosis) {
    facts = snapshot.facts();
    this.diagnosis = diagnosis;
  }

  SortedSet<String> routes() {
    var routes = new TreeSet<String>();
    for (Diagnosis.Symptom symptom : diagnosis.symptoms()) {
      int end = symptom.statement().indexOf(ANSWERS);
      if (end > 0) {
        routes.add(symptom.statement().substring(0, end));
      }
    }
    return routes;
  }

  /** Where only failures are counted, none of them is no sign of health. */
  Set<String> counted() {
    return facts.stream()
        .filter(RouteTraffic.class::isInstance)
        .map(RouteTraffic.class::cast)
        .filter(it -> !it.countsErrorsOnly() && it.total() > 0)
        .map(RouteTraffic::route)
        .collect(Collectors.toUnmodifiableSet());
  }

  Optional<Instant> since() {
    return failing().flatMap(it -> it.errorsSince().stream()).min(Comparator.naturalOrder());
  }

  /**
   * Where only failures are counted, their share is unknown, which is no reason to make light of
   * it.
   */
  Severity severity() {
    List<RouteTraffic> counted =
        facts.stream()
            .filter(RouteTraffic.class::isInstance)
            .map(RouteTraffic.class::cast)
            .filter(it -> !it.isSlice() && !it.countsErrorsOnly())
            .toList();
    long total = counted.stream().mapToLong(RouteTraffic::total).sum();
    long errors = counted.stream().mapToLong(RouteTraffic::serverErrors).sum();
    boolean anyUnknown = failing().anyMatch(RouteTraffic::countsErrorsOnly);
    double ofAll = total == 0 ? 0 : (double) errors / total;
    double worst =
        failing()
            .filter(it -> !it.countsErrorsOnly() && it.total() > 0)
            .mapToDouble(it -> (double) it.serverErrors() / it.total())
            .max()
            .orElse(0);
    if (ofAll >= Severity.CRITICAL_SHARE || worst >= Severity.CRITICAL_ROUTE_SHARE) {
      return Severity.CRITICAL;
    }
    boolean isMajor = ofAll >= Severity.MAJOR_SHARE || worst >= Severity.MAJOR_ROUTE_SHARE;
    return isMajor || anyUnknown || total == 0 ? Severity.MAJOR : Severity.MINOR;
  }

  private Stream<RouteTraffic> failing() {
    return diagnosis.symptoms().stream()
        .flatMap(it -> it.facts().stream())
        .distinct()
        // What was read out of log lines has numbers beyond those of the facts that were given.
        .filter(it -> it < facts.size())
        .map(facts::get)
        .filter(RouteTraffic.class::isInstance)
        .map(RouteTraffic.class::cast);
  }
}
