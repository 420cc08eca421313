package io.fivewhys.collect.breaker;

import io.fivewhys.fact.CircuitBreaker.State;
import java.time.Instant;
import java.util.Optional;

/**
 * A breaker as its place knows it.
 *
 * @param name as facts name it
 * @param key by which the place itself goes: what to ask for, or to close; the path of a target in
 *     Kong
 * @param upstream the workload behind, where that can be told
 * @param state of a target that Kong keeps requests from, open
 * @param since since when it is in this state
 * @param instance which proxy or pod holds this state
 * @param host the one behind that it is about; empty for all
 */
public record ListedBreaker(
    String name,
    String key,
    Optional<String> upstream,
    State state,
    Optional<Instant> since,
    Optional<String> instance,
    Optional<String> host) {

  /** One for all hosts behind. */
  ListedBreaker(
      String name,
      String key,
      Optional<String> upstream,
      State state,
      Optional<Instant> since,
      Optional<String> instance) {
    this(name, key, upstream, state, since, instance, Optional.empty());
  }

  /** Whether it keeps requests back, all of them or all but a few. */
  public boolean isNotClosed() {
    return state == State.OPEN || state == State.HALF_OPEN || state == State.FORCED_OPEN;
  }
}
