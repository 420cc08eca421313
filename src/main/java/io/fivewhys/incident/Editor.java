package io.fivewhys.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** An incident as it is to be. */
final class Editor {
  private final Incident before;
  IncidentState state;
  Severity severity;
  Optional<NamedCause> cause;
  Optional<CauseKey> contender;
  String summary;
  SortedSet<String> routes;
  Instant lastSeenAt;
  Optional<Instant> quietSince;
  int returns;
  Optional<Mark> acknowledged;
  Optional<String> assignee;
  Optional<Mark> mitigated;
  int escalation;
  SortedSet<String> called;
  Optional<Instant> escalatesAt;
  Optional<Mark> resolved;
  Optional<String> mergedInto;
  String lastDiagnosis;

  Editor(Incident before) {
    this.before = before;
    state = before.state();
    severity = before.severity();
    cause = before.cause();
    contender = before.contender();
    summary = before.summary();
    routes = before.routes();
    lastSeenAt = before.lastSeenAt();
    quietSince = before.quietSince();
    returns = before.returns();
    acknowledged = before.acknowledged();
    assignee = before.assignee();
    mitigated = before.mitigated();
    escalation = before.escalation();
    called = before.called();
    escalatesAt = before.escalatesAt();
    resolved = before.resolved();
    mergedInto = before.mergedInto();
    lastDiagnosis = before.lastDiagnosis();
  }

  void addRoutes(Collection<String> more, int most) {
    var all = new TreeSet<>(routes);
    more.stream().sorted().filter(it -> all.size() < most || all.contains(it)).forEach(all::add);
    routes = all;
  }

  void addCalled(Collection<String> more) {
    var all = new TreeSet<>(called);
    all.addAll(more);
    called = all;
  }

  Incident done(long version) {
    return new Incident(
        before.id(),
        before.gateway(),
        before.namespace(),
        before.posted(),
        state,
        severity,
        cause,
        contender,
        summary,
        routes,
        before.startedAt(),
        before.openedAt(),
        lastSeenAt,
        quietSince,
        returns,
        acknowledged,
        assignee,
        mitigated,
        escalation,
        called,
        escalatesAt,
        resolved,
        mergedInto,
        before.firstDiagnosis(),
        lastDiagnosis,
        version);
  }
}
