package io.fivewhys.incident;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A time in which nobody is told of some kind of incident, and nothing is done about it by itself.
 * It is diagnosed all the same.
 *
 * @param id sorts by the time of creation
 * @param author who wanted it
 * @param reason why
 * @param cancelled when and by whom it was ended before its time
 * @param warnedAt when it was said that it ends soon
 */
public record Silence(
    String id,
    SilenceScope scope,
    Instant startsAt,
    Instant endsAt,
    String author,
    String reason,
    Instant createdAt,
    Optional<Cancelled> cancelled,
    Optional<Instant> warnedAt) {

  /** Its end before its time. */
  public record Cancelled(Instant at, String by) {}

  /** Where in its life it is. */
  public enum State {
    PENDING,
    ACTIVE,
    /** Its time is over, or it was cancelled. */
    EXPIRED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** When it is over or was. */
  public Instant overAt() {
    return cancelled.map(Cancelled::at).orElse(endsAt);
  }

  /** From its start, inclusive, to its end, exclusive, it is active. */
  public State state(Instant at) {
    if (!overAt().isAfter(at)) {
      return State.EXPIRED;
    }
    return startsAt.isAfter(at) ? State.PENDING : State.ACTIVE;
  }

  /** Whether nobody is to be told of an incident now. */
  public boolean silences(String gateway, Optional<CauseKey> cause, Instant at) {
    return state(at) == State.ACTIVE && scope.covers(gateway, cause);
  }
}
