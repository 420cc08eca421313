package io.fivewhys.collect.kubernetes.change;

import io.fivewhys.fact.ConfigChange.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One change that was made to an object.
 *
 * @param at when; empty when it is not known well enough to be compared with when errors began
 * @param foundAt when it was found
 * @param keys what differs
 * @param from the old value, where it may be shown
 * @param to the new one
 * @param affects workloads that read what differs
 * @param emptied keys that held something and hold nothing now
 */
record Told(
    Optional<Instant> at,
    Instant foundAt,
    Action action,
    List<String> keys,
    Optional<String> from,
    Optional<String> to,
    List<String> affects,
    List<String> emptied) {
  /** Several writes of one hand within this time are one change. */
  private static final Duration ONE_HAND = Duration.ofMinutes(5);

  Told {
    keys = List.copyOf(keys);
    affects = List.copyOf(affects);
    emptied = List.copyOf(emptied);
  }

  /** When it was made, or else found. */
  Instant when() {
    return at.orElse(foundAt);
  }

  /** Whether the next one belongs to it. */
  boolean goesOnIn(Told next) {
    return action == Action.UPDATED
        && next.action == Action.UPDATED
        && at.isPresent()
        && next.at.isPresent()
        && Duration.between(at.get(), next.at.get()).compareTo(ONE_HAND) <= 0;
  }

  /** Both as one, made when the first one was. */
  Told with(Told next) {
    var empty = new TreeSet<>(emptied);
    next.keys.forEach(empty::remove);
    empty.addAll(next.emptied);
    boolean same = keys.equals(next.keys) && !from.equals(next.to);
    return new Told(
        at,
        foundAt,
        action,
        union(keys, next.keys),
        same ? from : Optional.empty(),
        same ? next.to : Optional.empty(),
        union(affects, next.affects),
        List.copyOf(empty));
  }

  private static List<String> union(List<String> some, List<String> others) {
    var all = new TreeSet<>(some);
    all.addAll(others);
    return new ArrayList<>(all);
  }
}
