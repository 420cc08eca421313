package io.fivewhys.notify;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.TimelineEntry;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What somebody is told of an incident, as it is when it is sent.
 *
 * @param id the same at each try to deliver it
 * @param text what happened, in a sentence
 * @param incident empty for a try of the channel
 * @param diagnosis the latest that belongs to it, where it is still kept
 * @param timeline its latest entries, the oldest first
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
    Optional<URI> link) {
  public Message {
    timeline = List.copyOf(timeline);
  }
}
