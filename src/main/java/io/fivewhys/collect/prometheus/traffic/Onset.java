package io.fivewhys.collect.prometheus.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Finds when the share of 5xx left its usual level, from counts at equal steps.
 *
 * <p>A step is bad when its errors are more than chance makes of the usual share (three standard
 * deviations of a Poisson count) and at least twice that share. The errors began with the first bad
 * step of the run of bad ones that reaches into the window; a pause of a few steps does not end a
 * run. Where no good step comes before, they began before anybody looked, and it is not told.
 */
final class Onset {
  /** Where nothing is known of the usual share: what is no symptom yet. */
  private static final double UNKNOWN_SHARE = 0.005;

  private static final double LEAST_ABOVE = 0.005;
  private static final int FEWEST_GOOD = 2;

  /** A flapping upstream is one incident. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(3);

  /** Between the last good step and the first bad one nobody knows when they began. */
  private static final Duration LONGEST_GAP = Duration.ofMinutes(10);

  /**
   * One step.
   *
   * @param at its end
   * @param errors 5xx in it
   * @param total responses in it
   */
  record Step(Instant at, double errors, double total) {}

  private final Duration step;
  private final double usualShare;

  Onset(Duration step, OptionalDouble usualShare) {
    this.step = step;
    this.usualShare = usualShare.orElse(UNKNOWN_SHARE);
  }

  /**
   * @param steps in the order of time; those without a response may be missing
   * @param from when the window began
   */
  Optional<Instant> of(List<Step> steps, Instant from) {
    List<Step> served = new ArrayList<>(steps);
    served.removeIf(each -> each.total() <= 0);
    int last = served.size() - 1;
    while (last >= 0 && !isBad(served.get(last))) {
      last--;
    }
    if (last < 0 || served.get(last).at().isBefore(from)) {
      return Optional.empty();
    }
    int first = first(served, last);
    return isBegunAfterGoodOnes(served, first)
        ? Optional.of(served.get(first).at().minus(step))
        : Optional.empty();
  }

  private boolean isBegunAfterGoodOnes(List<Step> served, int first) {
    if (first < FEWEST_GOOD || isBad(served.get(first - 1))) {
      return false;
    }
    Duration gap = Duration.between(served.get(first - 1).at(), served.get(first).at());
    return gap.compareTo(LONGEST_GAP) <= 0;
  }

  /** The first bad step of the run that ends with this one. */
  private int first(List<Step> served, int last) {
    int first = last;
    for (int i = last - 1; i >= 0; i--) {
      Duration pause = Duration.between(served.get(i).at(), served.get(first).at());
      if (pause.compareTo(LONGEST_PAUSE) > 0) {
        break;
      }
      if (isBad(served.get(i))) {
        first = i;
      }
    }
    return first;
  }

  private boolean isBad(Step each) {
    double expected = usualShare * each.total();
    double share = each.errors() / each.total();
    return each.errors() >= 1
        && each.errors() > expected + 3 * Math.sqrt(expected + 1)
        && share >= 2 * usualShare
        && share >= usualShare + LEAST_ABOVE;
  }
}
