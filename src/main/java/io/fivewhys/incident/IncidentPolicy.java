package io.fivewhys.incident;

import java.time.Duration;

/**
 * When an incident begins and ends.
 *
 * @param sweepsToOpen looks in a row that must see the symptoms, 1 or more; a snapshot that
 *     somebody posts counts for all of them
 * @param quiet how long nothing may be seen of an incident until it is over; twice as long for each
 *     time that it came back, up to {@link #LONGEST_QUIET} times
 * @param fresh how old a posted snapshot may be to open one: an older one is history that somebody
 *     replays
 */
public record IncidentPolicy(int sweepsToOpen, Duration quiet, Duration fresh) {
  static final int LONGEST_QUIET = 8;

  /** One of which nothing was heard for so long, neither good nor bad, is given up. */
  static final Duration UNHEARD_OF = Duration.ofDays(3);

  /** By so much the clock of whoever posts may be ahead; what is later has not been observed. */
  static final Duration AHEAD = Duration.ofSeconds(30);

  public static IncidentPolicy defaults() {
    return new IncidentPolicy(2, Duration.ofMinutes(5), Duration.ofMinutes(15));
  }

  /** How long one that came back so often must be quiet. */
  public Duration quietAfter(int returns) {
    return quiet.multipliedBy(Math.min(LONGEST_QUIET, 1L << Math.min(returns, 30)));
  }
}
