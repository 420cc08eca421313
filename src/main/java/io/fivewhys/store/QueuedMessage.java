package io.fivewhys.store;

import io.fivewhys.notify.Occasion;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A message of the outbox.
 *
 * @param id in the order in which they were written
 * @param message its name for the other side, the same at each try
 * @param createdAt when what it tells of began
 * @param queuedAt since when it is tried
 * @param attempts tries that were begun
 * @param nextAttemptAt when the next try is due, while it is pending
 * @param endedAt when it came to the state that it stays in
 * @param reason why the last try did not succeed, or why none is made
 */
public record QueuedMessage(
    long id,
    String message,
    String channel,
    Optional<String> incident,
    Occasion occasion,
    String text,
    Instant createdAt,
    Instant queuedAt,
    State state,
    int attempts,
    Instant nextAttemptAt,
    Optional<Instant> endedAt,
    Optional<String> reason) {

  /** How far it has come. */
  public enum State {
    /** To be delivered. */
    PENDING,
    /** The other side has it. */
    DELIVERED,
    /** A later one says the same and more. */
    SUPERSEDED,
    /** A silence held when it was written. */
    SILENCED,
    /** The other side will never take it. */
    REFUSED,
    /** It was tried for too long. */
    PARKED;

    /** As the contract and the store have it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
