package io.fivewhys.mitigate.policy;

import io.fivewhys.mitigate.Timing;
import io.fivewhys.settings.Within;
import java.time.Duration;

/**
 * What of {@link Timing} people choose. How long a replica has to act does not belong to it: two
 * could act at once where it is too short.
 *
 * @param approval how long an approval is waited for, and how long it counts
 * @param settle after it was done, until looks begin to count
 * @param patience from then on, until it is given up that it helps
 */
public record TimingConfig(
    @Within(least = "1m", most = "24h") Duration approval,
    @Within(least = "1s", most = "15m") Duration settle,
    @Within(least = "10s", most = "1h") Duration patience) {
  public static TimingConfig defaults() {
    Timing usual = Timing.defaults();
    return new TimingConfig(usual.approval(), usual.settle(), usual.patience());
  }

  Timing timing() {
    return new Timing(approval, Timing.defaults().claim(), settle, patience);
  }
}
