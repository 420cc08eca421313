package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.Event;
import io.fivewhys.collect.kubernetes.Metadata;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When, and how often, an event was seen: said in one place by old writers, in another by new ones.
 */
final class EventTimes {
  private EventTimes() {}

  /** When it was last seen. */
  static Optional<Instant> lastSeen(Event event) {
    String series =
        event.getSeries() == null || event.getSeries().getLastObservedTime() == null
            ? null
            : event.getSeries().getLastObservedTime().getTime();
    String once = event.getEventTime() == null ? null : event.getEventTime().getTime();
    return Stream.of(event.getLastTimestamp(), series, once, event.getFirstTimestamp())
        .flatMap(it -> Metadata.instant(it).stream())
        .max(Comparator.naturalOrder())
        .or(() -> Metadata.createdAt(event));
  }

  /** How often it was seen. */
  static long count(Event event) {
    Integer series = event.getSeries() == null ? null : event.getSeries().getCount();
    Integer plain = event.getCount();
    return Math.max(1, Math.max(series == null ? 0 : series, plain == null ? 0 : plain));
  }
}
