package io.fivewhys.store;

import io.fivewhys.incident.IncidentState;
import io.fivewhys.inference.Category;
import java.util.Optional;
import java.util.Set;

/**
 * Which incidents are wanted.
 *
 * @param states empty: all
 */
public record IncidentFilter(
    Optional<String> gateway, Set<IncidentState> states, Optional<Category> category) {

  public static IncidentFilter all() {
    return new IncidentFilter(Optional.empty(), Set.of(), Optional.empty());
  }
}
