package io.fivewhys.incident;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.fact.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * What one diagnosis means to incidents.
 *
 * @param posted whether somebody sent the snapshot, rather than the service looked by itself
 * @param diagnosis its id
 * @param causes most likely first
 * @param explained what the causes explain, in the words of {@link CauseKey#words}
 * @param routes those that fail
 * @param counted all routes of which responses were counted
 * @param since when the first error of those came; empty when unknown
 * @param callNow whether the diagnosis says that somebody has to be called at once
 * @param sees whether all sources saw what they were asked for
 */
public record Sighting(
    String gateway,
    String namespace,
    Instant observedAt,
    boolean posted,
    Verdict verdict,
    String diagnosis,
    List<NamedCause> causes,
    Set<String> explained,
    SortedSet<String> routes,
    Set<String> counted,
    Severity severity,
    Optional<Instant> since,
    boolean callNow,
    boolean sees,
    String summary) {

  /**
   * @param diagnosis with its id
   */
  public static Sighting of(Snapshot snapshot, Diagnosis diagnosis, boolean posted) {
    var traffic = new FailingTraffic(snapshot, diagnosis);
    return new Sighting(
        diagnosis.gateway(),
        diagnosis.namespace(),
        diagnosis.observedAt(),
        posted,
        diagnosis.verdict(),
        diagnosis.id(),
        diagnosis.causes().stream().map(NamedCause::of).toList(),
        diagnosis.causes().stream()
            .flatMap(it -> it.explains().stream())
            .collect(Collectors.toUnmodifiableSet()),
        traffic.routes(),
        traffic.counted(),
        traffic.severity(),
        traffic.since(),
        diagnosis.escalation().now(),
        diagnosis.blind().isEmpty(),
        diagnosis.summary());
  }

  /** Whether something is wrong. */
  public boolean isSymptomatic() {
    return verdict == Verdict.DIAGNOSED || verdict == Verdict.INCONCLUSIVE && !routes.isEmpty();
  }

  /** Whether nothing is; what is not known to be wrong need not be well. */
  public boolean isHealthy() {
    return verdict == Verdict.HEALTHY;
  }

  /**
   * Whether it would show if an incident went on: everything was looked at, or one of its routes.
   */
  boolean looksAt(Incident incident) {
    return sees || incident.routes().stream().anyMatch(counted::contains);
  }

  Optional<NamedCause> leading() {
    return causes.stream().findFirst();
  }

  /** Whether it names the cause, or what the named ones have brought about. */
  boolean names(CauseKey cause) {
    return causes.stream().anyMatch(it -> it.key().equals(cause))
        || explained.contains(cause.words());
  }
}
