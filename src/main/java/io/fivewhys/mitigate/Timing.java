package io.fivewhys.mitigate;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param approval how long an approval is waited for, and how long it counts
 * @param claim how long whoever does it has until others take it over; longer than a look takes,
 *     and than all calls of the API server do together
 * @param settle after it was done, until looks begin to count
 * @param patience from then on, until it is given up that it helps
 */
public record Timing(Duration approval, Duration claim, Duration settle, Duration patience) {
  private static final Duration CLAIM = Duration.ofMinutes(1);

  public static Timing defaults() {
    return new Timing(Duration.ofMinutes(15), CLAIM, Duration.ofSeconds(30), Duration.ofMinutes(5));
  }
}
