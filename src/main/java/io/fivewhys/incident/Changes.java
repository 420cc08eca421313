package io.fivewhys.incident;

import io.fivewhys.incident.TimelineEntry.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what becomes of one incident: each change with its entry and a version of its own. */
final class Changes {
  /** Longest text of an entry, in characters. */
  static final int MOST_TEXT = 4_000;

  private final Incident before;
  private final Instant now;
  private final String actor;
  private final Optional<String> diagnosis;
  private final List<TimelineEntry> entries = new ArrayList<>();
  final Editor next;

  /** Id of the one that what follows is about. */
  Optional<String> intervention = Optional.empty();

  Changes(Incident before, Instant now, String actor, Optional<String> diagnosis) {
    this.before = before;
    this.now = now;
    this.actor = actor;
    this.diagnosis = diagnosis;
    next = before.edit();
  }

  void say(Kind kind, String text) {
    say(kind, Optional.empty(), Optional.empty(), text);
  }

  void say(Kind kind, Optional<String> from, Optional<String> to, String text) {
    entries.add(
        new TimelineEntry(
            before.id(),
            before.version() + entries.size() + 1,
            now,
            actor,
            kind,
            from,
            to,
            bounded(text),
            diagnosis,
            intervention));
  }

  static String bounded(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT - 1) + "…";
  }

  /** The service ends it. */
  void resolve(String reason) {
    next.state = IncidentState.RESOLVED;
    next.escalatesAt = Optional.empty();
    next.resolved = Optional.of(new Mark(now, actor, reason));
    say(
        Kind.RESOLVED,
        Optional.of(before.state().toString()),
        Optional.of(IncidentState.RESOLVED.toString()),
        reason);
  }

  Step step() {
    return new Step(Optional.of(before), next.done(before.version() + entries.size()), entries);
  }

  Outcome.Applied applied() {
    return new Outcome.Applied(step());
  }
}
