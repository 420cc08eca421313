package io.fivewhys.http.events;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The last events, for those who come back. Ids are {@code EPOCH-SEQUENCE}; those of another epoch
 * mean nothing here. Not safe for use by threads.
 */
final class EventRing {
  static final int SIZE = 256;

  private final String epoch = UUID.randomUUID().toString().substring(0, 8);
  private final ArrayDeque<Kept> kept = new ArrayDeque<>();
  private long last;

  private record Kept(long sequence, Set<String> topics) {}

  /** Of the last event. */
  String id() {
    return epoch + "-" + last;
  }

  Event.Changed add(Set<String> topics) {
    last++;
    kept.addLast(new Kept(last, topics));
    if (kept.size() > SIZE) {
      kept.removeFirst();
    }
    return new Event.Changed(id(), topics);
  }

  /**
   * All that somebody missed, in one event.
   *
   * @param id of the last event that was heard of
   * @return without topics when nothing was missed; empty when nobody knows what was
   */
  Optional<Event.Changed> since(String id) {
    long heard = sequence(id);
    if (heard < last - kept.size() || heard > last) {
      return Optional.empty();
    }
    Set<String> topics = new TreeSet<>();
    kept.stream().filter(it -> it.sequence() > heard).forEach(it -> topics.addAll(it.topics()));
    return topics.size() > Event.MOST_TOPICS
        ? Optional.empty()
        : Optional.of(new Event.Changed(id(), topics));
  }

  private long sequence(String id) {
    String start = epoch + "-";
    if (!id.startsWith(start) || !id.substring(start.length()).matches("\\d{1,18}")) {
      return -1;
    }
    return Long.parseLong(id.substring(start.length()));
  }
}
