package io.fivewhys.http.incident;

import io.fivewhys.http.mitigation.InterventionDocuments;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.NamedCause;
import io.fivewhys.incident.Recurrence;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.pipeline.IncidentDesk;
import io.fivewhys.store.Fixes;
import io.fivewhys.store.QueuedMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Incidents and what belongs to them, as the contract has it. */
final class IncidentDocuments {
  static final String PATH = "/api/v1/incidents/";

  private IncidentDocuments() {}

  /**
   * @param earlier where one incident is asked for
   * @param fixes the same
   * @param actions the same
   */
  record Described(
      String id,
      String gateway,
      String namespace,
      String state,
      String severity,
      String title,
      String summary,
      Optional<Cause> cause,
      SortedSet<String> routes,
      Instant startedAt,
      Instant openedAt,
      Instant lastSeenAt,
      Optional<Instant> quietSince,
      int returns,
      Optional<InterventionDocuments.Done> acknowledged,
      Optional<String> assignee,
      Optional<InterventionDocuments.Done> mitigated,
      Escalation escalation,
      Optional<InterventionDocuments.Done> resolved,
      Optional<String> mergedInto,
      Rests diagnoses,
      Links links,
      Optional<Earlier> earlier,
      Optional<List<Fix>> fixes,
      Optional<List<InterventionDocuments.Short>> actions,
      long version) {

    static Described of(Incident incident) {
      return of(incident, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Described of(
        Incident incident,
        List<Incident> earlier,
        List<Fixes.Fix> fixes,
        List<Intervention> actions) {
      return of(
          incident,
          Optional.of(Earlier.of(incident, earlier)),
          Optional.of(fixes.stream().map(Fix::of).toList()),
          Optional.of(actions.stream().map(InterventionDocuments.Short::of).toList()));
    }

    private static Described of(
        Incident incident,
        Optional<Earlier> earlier,
        Optional<List<Fix>> fixes,
        Optional<List<InterventionDocuments.Short>> actions) {
      return new Described(
          incident.id(),
          incident.gateway(),
          incident.namespace(),
          incident.state().toString(),
          incident.severity().toString(),
          incident.title(),
          incident.summary(),
          incident.cause().map(Cause::of),
          incident.routes(),
          incident.startedAt(),
          incident.openedAt(),
          incident.lastSeenAt(),
          incident.quietSince(),
          incident.returns(),
          incident.acknowledged().map(InterventionDocuments.Done::of),
          incident.assignee(),
          incident.mitigated().map(InterventionDocuments.Done::of),
          new Escalation(incident.escalation(), incident.escalatesAt()),
          incident.resolved().map(InterventionDocuments.Done::of),
          incident.mergedInto(),
          new Rests(diagnosis(incident.firstDiagnosis()), diagnosis(incident.lastDiagnosis())),
          Links.of(incident.id()),
          earlier,
          fixes,
          actions,
          incident.version());
    }

    private static String diagnosis(String id) {
      return "/api/v1/diagnoses/" + id;
    }
  }

  record Cause(
      String category, String mechanism, Subject subject, double confidence, String summary) {
    static Cause of(NamedCause cause) {
      return new Cause(
          cause.key().category().toString(),
          cause.mechanism(),
          cause.key().subject(),
          Math.round(cause.confidence() * 10_000) / 10_000.0,
          cause.summary());
    }
  }

  /**
   * @param level how many were called
   * @param next when another one is called, if nobody acts
   */
  record Escalation(int level, Optional<Instant> next) {}

  /** Where the diagnoses are that an incident rests on. */
  record Rests(String first, String last) {}

  record Links(
      String timeline, String report, String bundle, String notifications, String actions) {
    static Links of(String id) {
      return new Links(
          PATH + id + "/timeline",
          PATH + id + "/report",
          PATH + id + "/bundle",
          "/api/v1/notifications?incident=" + id,
          "/api/v1/actions?incident=" + id);
    }
  }

  /**
   * @param words "third time this week"; empty for the first time
   */
  record Earlier(Optional<String> words, List<Past> incidents) {
    static Earlier of(Incident incident, List<Incident> earlier) {
      return new Earlier(
          Recurrence.words(incident, earlier, IncidentDesk.MEMORY),
          earlier.stream().map(Past::of).toList());
    }
  }

  record Past(
      String id,
      String title,
      String state,
      Instant openedAt,
      Optional<InterventionDocuments.Done> resolved) {
    static Past of(Incident incident) {
      return new Past(
          incident.id(),
          incident.title(),
          incident.state().toString(),
          incident.openedAt(),
          incident.resolved().map(InterventionDocuments.Done::of));
    }
  }

  /**
   * @param incident the latest at which it was recommended
   * @param recommended at how many incidents
   * @param words "recommended at 3 incidents, not done yet"
   */
  record Fix(
      long id,
      String gateway,
      String category,
      Subject subject,
      String title,
      String detail,
      String incident,
      int recommended,
      Instant firstAt,
      Instant lastAt,
      boolean done,
      Optional<Instant> doneAt,
      Optional<String> doneBy,
      String words) {
    static Fix of(Fixes.Fix fix) {
      return new Fix(
          fix.id(),
          fix.gateway(),
          fix.category(),
          new Subject(fix.subjectKind(), Optional.empty(), fix.subjectName()),
          fix.title(),
          fix.detail(),
          fix.incident(),
          fix.recommended(),
          fix.firstAt(),
          fix.lastAt(),
          fix.isDone(),
          fix.doneAt(),
          fix.doneBy(),
          fix.words());
    }
  }

  record Entry(
      long version,
      Instant at,
      String actor,
      String kind,
      Optional<String> from,
      Optional<String> to,
      String text,
      Optional<String> diagnosis,
      Optional<String> action) {
    static Entry of(TimelineEntry entry) {
      return new Entry(
          entry.version(),
          entry.at(),
          entry.actor(),
          entry.kind().toString(),
          entry.from(),
          entry.to(),
          entry.text(),
          entry.diagnosis(),
          entry.intervention());
    }
  }

  /**
   * @param nextAttemptAt while it is pending
   */
  record Notification(
      long id,
      String message,
      String channel,
      Optional<String> incident,
      String occasion,
      String text,
      Instant createdAt,
      String state,
      int attempts,
      Optional<Instant> nextAttemptAt,
      Optional<Instant> endedAt,
      Optional<String> reason) {
    static Notification of(QueuedMessage queued) {
      return new Notification(
          queued.id(),
          queued.message(),
          queued.channel(),
          queued.incident(),
          queued.occasion().toString(),
          queued.text(),
          queued.createdAt(),
          queued.state().toString(),
          queued.attempts(),
          Optional.of(queued.nextAttemptAt())
              .filter(_ -> queued.state() == QueuedMessage.State.PENDING),
          queued.endedAt(),
          queued.reason());
    }
  }
}
