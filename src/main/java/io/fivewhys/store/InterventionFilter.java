package io.fivewhys.store;

import io.fivewhys.inference.Action;
import io.fivewhys.mitigate.InterventionState;
import java.util.Optional;
import java.util.Set;

/**
 * Which interventions are wanted.
 *
 * @param states empty: all
 * @param by who wanted, approved or rejected it, or said how it ended
 */
public record InterventionFilter(
    Optional<String> gateway,
    Optional<String> incident,
    Set<InterventionState> states,
    Optional<Action> action,
    Optional<String> by) {

  public static InterventionFilter all() {
    return new InterventionFilter(
        Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty());
  }
}
