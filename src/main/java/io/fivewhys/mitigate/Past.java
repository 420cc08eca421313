package io.fivewhys.mitigate;

import io.fivewhys.incident.CauseKey;
import io.fivewhys.inference.Action;
import java.time.Instant;
import java.util.Optional;

/**
 * What guards have to know of another intervention that was begun.
 *
 * @param targetKey as {@link Remedy#targetKey}
 * @param begunAt when its intent was written
 * @param effect whether it helped; empty while that is not known
 * @param inverse what would take it back, where something would
 */
public record Past(
    String id,
    String incident,
    String gateway,
    Action action,
    String targetKey,
    CauseKey cause,
    InterventionState state,
    Instant begunAt,
    Optional<Effect> effect,
    Optional<Remedy> inverse) {

  /** Whether it is known not to have helped: it made no change, or none for the better. */
  public boolean isFailure() {
    return state == InterventionState.FAILED
        || effect.filter(it -> it == Effect.NOT_YET || it == Effect.WORSE).isPresent();
  }
}
