package io.fivewhys.logs;

import io.fivewhys.logs.Timeline.Slot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is usual of a route, told from stretches of time as long as the window: each the median, so
 * that an odd stretch counts for little.
 *
 * @param requests requests in a time as long as the window
 * @param errorRatio share of 5xx, 0.0 to 1.0
 * @param p99Millis 99th percentile of the duration in milliseconds
 */
record Usual(double requests, OptionalDouble errorRatio, OptionalDouble p99Millis) {
  private static final int FEWEST_STRETCHES = 3;
  private static final int FEWEST_REQUESTS = 20;

  /** A route that errs more often than this errs now; it has no usual share. */
  private static final double MOST_RATIO = 0.2;

  /**
   * Empty while too little is known.
   *
   * @param share of a stretch that the window is as long as, 1.0 or nearly
   */
  static Optional<Usual> of(List<Slot> stretches, double share) {
    if (stretches.size() < FEWEST_STRETCHES) {
      return Optional.empty();
    }
    double requests = median(stretches.stream().map(it -> (double) it.requests()).toList());
    OptionalDouble ratio = errorRatio(stretches);
    OptionalDouble p99 = ratio.isPresent() ? p99(stretches) : OptionalDouble.empty();
    return Optional.of(new Usual(requests * share, ratio, p99));
  }

  private static OptionalDouble errorRatio(List<Slot> stretches) {
    List<Slot> served = stretches.stream().filter(it -> it.requests() > 0).toList();
    if (served.stream().mapToLong(Slot::requests).sum() < FEWEST_REQUESTS) {
      return OptionalDouble.empty();
    }
    double ratio = median(served.stream().map(Slot::errorRatio).toList());
    return ratio > MOST_RATIO ? OptionalDouble.empty() : OptionalDouble.of(ratio);
  }

  private static OptionalDouble p99(List<Slot> stretches) {
    List<Double> each =
        stretches.stream()
            .map(Slot::latencies)
            .filter(it -> it.total() >= FEWEST_REQUESTS)
            .map(it -> it.percentile(0.99).orElseThrow())
            .toList();
    return each.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median(each));
  }

  /** The middle one, or the mean of the two in the middle. */
  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
