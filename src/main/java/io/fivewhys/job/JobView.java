package io.fivewhys.job;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How a job stands; its components are its JSON form.
 *
 * @param kind what is done, in kebab case
 * @param done steps so far
 * @param total steps in all; empty as long as that is not known
 * @param endedAt empty while it runs
 * @param actor who wanted it
 * @param result what came of it; only of one that is done
 * @param problem why nothing came of it; only of one that failed
 */
public record JobView(
    String id,
    String kind,
    State state,
    long done,
    Optional<Long> total,
    Instant startedAt,
    Optional<Instant> endedAt,
    String actor,
    Optional<Object> result,
    Optional<Object> problem) {

  /** How it stands. */
  public enum State {
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Without its result, which may be large. */
  public JobView brief() {
    return new JobView(
        id, kind, state, done, total, startedAt, endedAt, actor, Optional.empty(), problem);
  }
}
