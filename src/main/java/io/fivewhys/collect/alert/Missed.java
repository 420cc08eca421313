package io.fivewhys.collect.alert;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;

/**
 * Alerts that were delivered and not taken, and that Alertmanager takes for delivered.
 *
 * @param group whose they are, as {@code groupKey} names it; empty where that is unknown, since the
 *     delivery was not read at all
 * @param count how many of the group's last delivery; deliveries where they were not read. 0 once
 *     the group was delivered again and taken whole
 * @param why in words of ours
 * @param since when it was first so
 * @param at when it was last so
 */
record Missed(Optional<String> group, long count, String why, Instant since, Instant at) {

  /** Nothing of the group is missed any more. */
  static Missed nothing(Optional<String> group, Instant now) {
    return new Missed(group, 0, "", now, now);
  }

  @JsonIgnore
  boolean isWhole() {
    return group != null && why != null && since != null && at != null;
  }
}
