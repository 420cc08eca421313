package io.fivewhys.store;

import io.fivewhys.incident.IncidentState;
import io.fivewhys.inference.Category;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which incidents are wanted.
 *
 * @param states empty: all
 * @param since those opened before it are not
 */
public record IncidentFilter(
    Optional<String> gateway,
    Set<IncidentState> states,
    Optional<Category> category,
    Optional<Instant> since) {

  /** Whenever it was opened. */
  public IncidentFilter(
      Optional<String> gateway, Set<IncidentState> states, Optional<Category> category) {
    this(gateway, states, category, Optional.empty());
  }

  public static IncidentFilter all() {
    return new IncidentFilter(Optional.empty(), Set.of(), Optional.empty());
  }
}
