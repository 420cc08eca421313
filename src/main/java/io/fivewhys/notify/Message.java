package io.fivewhys.notify;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.mitigate.Intervention;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What somebody is told of an incident, as it is when it is sent.
 *
 * @param id the same at each try to deliver it
 * @param text what happened, in a sentence
 * @param at when it did
 * @param incident empty for a try of the channel
 * @param diagnosis the latest that belongs to it, where it is still kept
 * @param timeline its latest entries, the oldest first
 * @param actions what the service does about it, or did, or does not, the oldest first
 * @param link page of the incident, where the service knows its own address
 */
public record Message(
    String id,
    Occasion occasion,
    String text,
    Instant at,
    Optional<Incident> incident,
    Optional<Diagnosis> diagnosis,
    List<TimelineEntry> timeline,
    List<Intervention> actions,
    Optional<URI> link) {
  public Message {
    timeline = List.copyOf(timeline);
    actions = List.copyOf(actions);
  }

  /** Of one about which the service does nothing. */
  public Message(
      String id,
      Occasion occasion,
      String text,
      Instant at,
      Optional<Incident> incident,
      Optional<Diagnosis> diagnosis,
      List<TimelineEntry> timeline,
      Optional<URI> link) {
    this(id, occasion, text, at, incident, diagnosis, timeline, List.of(), link);
  }

  /**
   * Whether people have to notice, rather than find it where they look anyway: not that an incident
   * went quiet for a moment, but that another cause is named.
   */
  public boolean isWorthNotice() {
    return switch (occasion) {
      case OPENED, ACKNOWLEDGED, ESCALATED, RESOLVED, SILENCE_ENDS, TEST -> true;
      case CHANGED -> latest().anyMatch(Message::isWorthNotice);
    };
  }

  /** What has happened since the message was caused, at least one entry. */
  private Stream<TimelineEntry> latest() {
    List<TimelineEntry> since = timeline.stream().filter(it -> !it.at().isBefore(at)).toList();
    return since.isEmpty()
        ? timeline.stream().skip(Math.max(0, timeline.size() - 1))
        : since.stream();
  }

  private static boolean isWorthNotice(TimelineEntry entry) {
    return switch (entry.kind()) {
      case CAUSE_CHANGED, SEVERITY_RAISED, MERGED, INTERVENTION -> true;
      case OPENED,
          QUIET,
          RETURNED,
          ACKNOWLEDGED,
          ASSIGNED,
          COMMENTED,
          MITIGATING,
          ESCALATED,
          RESOLVED,
          LINKED ->
          false;
    };
  }
}
