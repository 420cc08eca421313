package io.fivewhys.incident;

import io.fivewhys.incident.TimelineEntry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says when the next level has to be called, and what that does to an incident. */
public final class Escalation {
  /** One that is quiet is looked at again after so long: it may be over, or come back. */
  static final Duration WHILE_QUIET = Duration.ofMinutes(1);

  private final EscalationPlan plan;

  public Escalation(EscalationPlan plan) {
    this.plan = plan;
  }

  /** Empty when nothing is due. */
  public Optional<Step> due(Incident incident, Instant now) {
    if (incident.escalatesAt().filter(it -> !it.isAfter(now)).isEmpty()) {
      return Optional.empty();
    }
    var changes = new Changes(incident, now, Actor.SERVICE, Optional.of(incident.lastDiagnosis()));
    int number = incident.escalation() + 1;
    Optional<EscalationPlan.Level> level = plan.level(incident, number);
    if (!incident.isUnattended() || level.isEmpty()) {
      changes.next.escalatesAt = Optional.empty();
      return Optional.of(changes.step());
    }
    if (incident.quietSince().isPresent()) {
      changes.next.escalatesAt = Optional.of(now.plus(WHILE_QUIET));
      return Optional.of(changes.step());
    }
    changes.next.escalation = number;
    changes.next.addCalled(level.get().channels());
    changes.next.escalatesAt = plan.next(incident, number, now);
    changes.say(
        Kind.ESCALATED,
        Optional.of(Integer.toString(incident.escalation())),
        Optional.of(Integer.toString(number)),
        "not taken on and not over "
            + Spans.words(Duration.between(incident.openedAt(), now))
            + " after it was opened; level "
            + number
            + " is called: "
            + String.join(", ", level.get().channels()));
    return Optional.of(changes.step());
  }

  /** The same is due later, without anything having happened. */
  public static Step postponed(Incident incident, Instant until) {
    var changes = new Changes(incident, until, Actor.SERVICE, Optional.empty());
    changes.next.escalatesAt = Optional.of(until);
    return changes.step();
  }
}
