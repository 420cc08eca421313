package io.fivewhys.incident;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One change of an incident, never altered afterwards.
 *
 * @param version of the incident that the change made; the key, together with the incident
 * @param actor who did it
 * @param from what was before, where something took its place
 * @param to what took its place
 * @param text what happened and why, for people
 * @param diagnosis id of the diagnosis behind it, where one is
 * @param intervention id of the intervention that it is about, where it is about one
 */
public record TimelineEntry(
    String incident,
    long version,
    Instant at,
    String actor,
    Kind kind,
    Optional<String> from,
    Optional<String> to,
    String text,
    Optional<String> diagnosis,
    Optional<String> intervention) {

  /** About no intervention. */
  public TimelineEntry(
      String incident,
      long version,
      Instant at,
      String actor,
      Kind kind,
      Optional<String> from,
      Optional<String> to,
      String text,
      Optional<String> diagnosis) {
    this(incident, version, at, actor, kind, from, to, text, diagnosis, Optional.empty());
  }

  /** What kind of change. */
  public enum Kind {
    OPENED,
    CAUSE_CHANGED,
    SEVERITY_RAISED,
    QUIET,
    RETURNED,
    ACKNOWLEDGED,
    ASSIGNED,
    COMMENTED,
    MITIGATING,
    /** The service does something about it, or wants to, or may not. */
    INTERVENTION,
    ESCALATED,
    RESOLVED,
    MERGED,
    LINKED;

    /** As the contract has it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
