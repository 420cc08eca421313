package io.fivewhys.pipeline;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.store.Fixes;
import io.fivewhys.store.QueuedMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of an incident.
 *
 * @param timeline the oldest first, {@link IncidentStories#MOST_ENTRIES} of it at most
 * @param diagnosis the latest that names its cause; else the latest of it that is kept
 * @param firstObserved when that was observed which opened it, if that is still kept
 * @param earlier of the same cause and subject, the newest first
 * @param messages the oldest first
 * @param actions what the service did about it, or did not, the oldest first
 * @param toldAt when this was put together
 */
public record IncidentStory(
    Incident incident,
    List<TimelineEntry> timeline,
    Optional<Diagnosis> diagnosis,
    Optional<Instant> firstObserved,
    List<Incident> earlier,
    List<Fixes.Fix> fixes,
    List<QueuedMessage> messages,
    List<Intervention> actions,
    Instant toldAt) {
  public IncidentStory {
    timeline = List.copyOf(timeline);
    earlier = List.copyOf(earlier);
    fixes = List.copyOf(fixes);
    messages = List.copyOf(messages);
    actions = List.copyOf(actions);
  }
}
