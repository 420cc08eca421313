package io.fivewhys.incident;

import io.fivewhys.incident.TimelineEntry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Says what a sighting does to the incidents of its gateway. */
public final class IncidentLife {
  /** Routes that are remembered of an incident. */
  static final int MOST_ROUTES = 100;

  /** From so much more confidence on, another cause takes over at once. */
  static final double MUCH_SURER = 0.2;

  private final IncidentPolicy policy;
  private final EscalationPlan escalation;

  public IncidentLife(IncidentPolicy policy, EscalationPlan escalation) {
    this.policy = policy;
    this.escalation = escalation;
  }

  /**
   * @param open incidents of the gateway that are not over, the oldest first
   * @param id of an incident that may be opened
   * @param now time of the database
   */
  public Turn see(
      List<Incident> open, Suspicion suspicion, Sighting sighting, String id, Instant now) {
    boolean late = !sighting.observedAt().isAfter(suspicion.observedAt());
    boolean history = sighting.posted() && sighting.observedAt().plus(policy.fresh()).isBefore(now);
    boolean future = sighting.observedAt().isAfter(now.plus(IncidentPolicy.AHEAD));
    if (late || history || future) {
      return new Turn(suspicion, List.of());
    }
    if (sighting.isSymptomatic()) {
      return symptomatic(open, suspicion, sighting, id, now);
    }
    if (!sighting.isHealthy()) {
      // Nothing is known: neither that something is wrong nor that all is well.
      return new Turn(
          remembered(suspicion.looks(), sighting),
          open.stream().flatMap(it -> unknown(it, sighting, now).stream()).toList());
    }
    List<Step> steps =
        open.stream().flatMap(it -> quietOrUnknown(it, suspicion, sighting, now).stream()).toList();
    return new Turn(remembered(0, sighting), steps);
  }

  private static Suspicion remembered(int looks, Sighting sighting) {
    return new Suspicion(sighting.gateway(), looks, sighting.observedAt());
  }

  private Turn symptomatic(
      List<Incident> open, Suspicion suspicion, Sighting sighting, String id, Instant now) {
    List<Step> steps = new ArrayList<>();
    Optional<Incident> same = Belonging.of(open, sighting);
    same.ifPresent(it -> steps.add(seen(it, sighting, now)));
    for (Incident other : open) {
      if (same.filter(other::equals).isPresent()) {
        continue;
      }
      if (Belonging.isSeen(other, sighting)) {
        steps.add(alsoSeen(other, sighting, now));
      } else {
        quietOrUnknown(other, suspicion, sighting, now).ifPresent(steps::add);
      }
    }
    int looks = suspicion.looks() + 1;
    boolean clear = sighting.posted() && !sighting.causes().isEmpty();
    if (same.isEmpty() && !clear && looks < policy.sweepsToOpen()) {
      return new Turn(remembered(looks, sighting), steps);
    }
    if (same.isEmpty()) {
      steps.add(opened(sighting, id, now));
    }
    return new Turn(remembered(0, sighting), steps);
  }

  /** It is there, though something else comes first. */
  private Step alsoSeen(Incident incident, Sighting sighting, Instant now) {
    var changes = new Changes(incident, now, Actor.SERVICE, Optional.of(sighting.diagnosis()));
    changes.next.lastSeenAt = sighting.observedAt();
    returned(incident, changes);
    return changes.step();
  }

  private Optional<Step> quietOrUnknown(
      Incident incident, Suspicion suspicion, Sighting sighting, Instant now) {
    if (!sighting.looksAt(incident)) {
      return unknown(incident, sighting, now);
    }
    Duration unseen = Duration.between(suspicion.observedAt(), sighting.observedAt());
    boolean isGap = unseen.compareTo(policy.quiet()) >= 0 && !incident.posted();
    // Where looks are rarer than that, two of them in a row are all that there is.
    boolean isSecond = incident.quietSince().filter(suspicion.observedAt()::equals).isPresent();
    if (isGap && !isSecond && incident.quietSince().isPresent()) {
      return unknown(incident, sighting, now);
    }
    return Optional.of(quiet(incident, sighting, now));
  }

  /** A time of which nothing is known is no quiet time: that begins anew. */
  private static Optional<Step> unknown(Incident incident, Sighting sighting, Instant now) {
    if (incident.quietSince().isEmpty()) {
      return Optional.empty();
    }
    var changes = new Changes(incident, now, Actor.SERVICE, Optional.of(sighting.diagnosis()));
    changes.next.quietSince = Optional.of(sighting.observedAt());
    return Optional.of(changes.step());
  }

  private Step opened(Sighting sighting, String id, Instant now) {
    var incident =
        new Incident(
            id,
            sighting.gateway(),
            sighting.namespace(),
            sighting.posted(),
            IncidentState.OPEN,
            sighting.severity(),
            sighting.leading(),
            Optional.empty(),
            sighting.summary(),
            Collections.unmodifiableSortedSet(firstRoutes(sighting)),
            sighting.since().filter(it -> it.isBefore(now)).orElse(sighting.observedAt()),
            now,
            sighting.observedAt(),
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            Collections.emptySortedSet(),
            escalation.first(sighting, now),
            Optional.empty(),
            Optional.empty(),
            sighting.diagnosis(),
            sighting.diagnosis(),
            1);
    var entry =
        new TimelineEntry(
            id,
            1,
            now,
            Actor.SERVICE,
            Kind.OPENED,
            Optional.empty(),
            incident.cause().map(it -> it.key().words()),
            Changes.bounded(sighting.summary()),
            Optional.of(sighting.diagnosis()));
    return new Step(Optional.empty(), incident, List.of(entry));
  }

  private static TreeSet<String> firstRoutes(Sighting sighting) {
    var routes = new TreeSet<String>();
    sighting.routes().stream().limit(MOST_ROUTES).forEach(routes::add);
    return routes;
  }

  private Step seen(Incident incident, Sighting sighting, Instant now) {
    var changes = new Changes(incident, now, Actor.SERVICE, Optional.of(sighting.diagnosis()));
    changes.next.lastSeenAt = sighting.observedAt();
    changes.next.lastDiagnosis = sighting.diagnosis();
    changes.next.addRoutes(sighting.routes(), MOST_ROUTES);
    returned(incident, changes);
    named(incident, sighting, changes);
    if (sighting.severity().isAbove(incident.severity())) {
      changes.next.severity = sighting.severity();
      escalation.raised(incident, sighting.severity(), changes.next, now);
      changes.say(
          Kind.SEVERITY_RAISED,
          Optional.of(incident.severity().toString()),
          Optional.of(sighting.severity().toString()),
          sighting.summary());
    }
    boolean uncalled = incident.escalation() == 0 && incident.isUnattended();
    if (sighting.callNow()
        && uncalled
        && escalation.hasLevels(incident.gateway(), changes.next.severity)) {
      changes.next.escalatesAt = Optional.of(now);
    }
    return changes.step();
  }

  private static void returned(Incident incident, Changes changes) {
    if (incident.quietSince().isEmpty()) {
      return;
    }
    changes.next.quietSince = Optional.empty();
    changes.next.returns = incident.returns() + 1;
    if (incident.state() == IncidentState.VERIFYING) {
      changes.next.state = IncidentState.MITIGATING;
    }
    changes.say(
        Kind.RETURNED,
        Optional.of(incident.state().toString()),
        Optional.of(changes.next.state.toString()),
        "the symptoms are back after they had been gone since " + incident.quietSince().get());
  }

  /** A cause that is put first once only may be a slip; twice in a row, or much surer, is none. */
  private static void named(Incident incident, Sighting sighting, Changes changes) {
    Optional<NamedCause> leading = sighting.leading();
    if (leading.isEmpty()) {
      return;
    }
    NamedCause now = leading.get();
    Optional<NamedCause> before = incident.cause();
    boolean isSame = before.filter(it -> it.key().equals(now.key())).isPresent();
    boolean isFirst = before.isEmpty();
    boolean isSaidAgain = incident.contender().filter(now.key()::equals).isPresent();
    boolean isMuchSurer =
        before.filter(it -> now.confidence() >= it.confidence() + MUCH_SURER).isPresent();
    if (!isSame && !isFirst && !isSaidAgain && !isMuchSurer) {
      changes.next.contender = Optional.of(now.key());
      return;
    }
    changes.next.contender = Optional.empty();
    changes.next.cause = leading;
    changes.next.summary = sighting.summary();
    if (!isSame) {
      changes.say(
          Kind.CAUSE_CHANGED,
          before.map(it -> it.key().words()),
          Optional.of(now.key().words()),
          now.summary());
    }
  }

  private Step quiet(Incident incident, Sighting sighting, Instant now) {
    var changes = new Changes(incident, now, Actor.SERVICE, Optional.of(sighting.diagnosis()));
    if (incident.quietSince().isEmpty()) {
      changes.next.quietSince = Optional.of(sighting.observedAt());
      if (incident.state() == IncidentState.MITIGATING) {
        changes.next.state = IncidentState.VERIFYING;
      }
      changes.say(
          Kind.QUIET,
          Optional.of(incident.state().toString()),
          Optional.of(changes.next.state.toString()),
          "nothing is seen of it any more; it is over when that lasts for "
              + Spans.words(policy.quietAfter(incident.returns())));
      return changes.step();
    }
    Duration quiet = Duration.between(incident.quietSince().get(), sighting.observedAt());
    if (quiet.compareTo(policy.quietAfter(incident.returns())) >= 0) {
      changes.resolve("nothing was seen of it for " + Spans.words(quiet));
    }
    return changes.step();
  }

  /** When an incident ends by itself if nothing more is heard of it. */
  public Instant closesAt(Incident incident) {
    // Nobody looks again at what was posted, so the time alone has to do.
    return incident
        .quietSince()
        .filter(_ -> incident.posted())
        .map(it -> it.plus(policy.quietAfter(incident.returns())))
        .orElseGet(() -> incident.lastSeenAt().plus(IncidentPolicy.UNHEARD_OF));
  }

  /** Ends it when that time has come. */
  public Optional<Step> close(Incident incident, Instant now) {
    if (incident.isOver() || closesAt(incident).isAfter(now)) {
      return Optional.empty();
    }
    var changes = new Changes(incident, now, Actor.SERVICE, Optional.empty());
    boolean isQuiet = incident.posted() && incident.quietSince().isPresent();
    Instant since = isQuiet ? incident.quietSince().get() : incident.lastSeenAt();
    String span = Spans.words(Duration.between(since, now));
    String reason =
        isQuiet
            ? "nothing was seen of it for " + span
            : "nothing was heard of it for " + span + ", neither good nor bad: it is given up";
    changes.resolve(reason);
    return Optional.of(changes.step());
  }
}
