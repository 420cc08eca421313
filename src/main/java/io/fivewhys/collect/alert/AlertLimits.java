package io.fivewhys.collect.alert;

import io.fivewhys.settings.Within;
import java.time.Duration;

/**
 * How much is kept of alerts, and for how long.
 *
 * @param keepResolved how long one that has ended is kept
 * @param staleAfter when one that fires and is not repeated counts as ended unheard: more than
 *     Alertmanager's {@code repeat_interval}, which is 4 hours unless its configuration says
 *     otherwise
 * @param most alerts of all gateways; more that fire are refused until others have ended
 */
public record AlertLimits(
    @Within(least = "1m", most = "7d") Duration keepResolved,
    @Within(least = "10m", most = "90d") Duration staleAfter,
    @Within(least = "10", most = "100000") int most) {

  public static AlertLimits defaults() {
    return new AlertLimits(Duration.ofHours(1), Duration.ofHours(9), 10_000);
  }

  /** How often it is written down that one is repeated. */
  Duration betweenRepetitions() {
    return staleAfter.dividedBy(20);
  }
}
