package io.fivewhys.inference;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From when on a number counts. The one place for it: rules read this fact instead of holding
 * figures of their own, and an installation sets it in its configuration.
 *
 * @param errorRatio least share of 5xx that is a symptom where no usual share is known, 0.0 to 1.0
 * @param errorFactor how many times the usual share of 5xx is a symptom
 * @param errorCount fewest 5xx in the window that are a symptom
 * @param callErrorRatio least share of failed calls between services that counts
 * @param cleanErrorRatio largest share of failed calls that still counts as well
 * @param slowFactor how many times the usual time is slow
 * @param slowMillis fewest milliseconds above the usual that are slow
 * @param surgeFactor how many times the usual number of requests is a surge
 * @param exhaustedShare share of a resource from which on it is used up, 0.0 to 1.0
 * @param idleShare share of a resource up to which there is plenty, 0.0 to 1.0
 * @param throttledShare share of throttled CPU periods that slows a service down
 * @param logFactor how many times the usual number of error lines counts
 * @param logCount fewest error lines that count
 * @param packetLossShare least share of lost packets that hurts
 * @param freshMinutes how long before the errors a change is most suspect, in minutes
 * @param staleHours from how many hours before the errors on a change is hardly suspect
 * @param signals from when on a signal counts, by the signal's name and in its unit; for
 *     measurements that this program has never heard of
 */
public record Thresholds(
    double errorRatio,
    double errorFactor,
    long errorCount,
    double callErrorRatio,
    double cleanErrorRatio,
    double slowFactor,
    double slowMillis,
    double surgeFactor,
    double exhaustedShare,
    double idleShare,
    double throttledShare,
    double logFactor,
    long logCount,
    double packetLossShare,
    double freshMinutes,
    double staleHours,
    Map<String, Double> signals) {

  public Thresholds {
    SortedMap<String, Double> sorted = new TreeMap<>(signals);
    signals = Collections.unmodifiableSortedMap(sorted);
  }

  /**
   * From when on a signal counts; not a number where the configuration names none, so that no
   * comparison with it holds.
   */
  public double signal(String name) {
    return signal(name, Double.NaN);
  }

  /** From when on a signal counts: what the configuration says, else what the rule says. */
  public double signal(String name, double otherwise) {
    return signals.getOrDefault(name, otherwise);
  }

  /** The thresholds of an installation that sets none. */
  public static Thresholds defaults() {
    return new Thresholds(
        0.01, 2, 5, 0.05, 0.01, 3, 100, 1.5, 0.95, 0.6, 0.25, 3, 1, 0.05, 15, 6, Map.of());
  }
}
