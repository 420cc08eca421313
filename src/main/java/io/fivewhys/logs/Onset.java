package io.fivewhys.logs;

import io.fivewhys.logs.Timeline.Numbered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out when the errors of a route began that it makes now. */
final class Onset {
  /** A minute without is the end of what was before it. */
  private static final int CALM_SLOTS = 6;

  private static final int SLOTS_LOOKED_BACK = 30;
  private static final double LEAST_RATIO = 0.02;
  private static final double FACTOR = 3;

  private Onset() {}

  /**
   * The first error of the latest stretch of many, where a time without is known before it.
   *
   * @param end number of the slot after the last
   */
  static Optional<Instant> of(Timeline timeline, long end) {
    List<Numbered> slots = timeline.before(end);
    double many = LEAST_RATIO + FACTOR * usualRatio(slots);
    int first = firstOfStretch(slots, many);
    if (first < 1) {
      return Optional.empty();
    }
    return Optional.of(
        Instant.ofEpochMilli(slots.get(parting(slots, first)).slot().firstErrorMillis()));
  }

  /** The lower decile of the minutes' ratios: an outage may fill nine tenths of what is known. */
  private static double usualRatio(List<Numbered> slots) {
    List<Double> ratios = new ArrayList<>();
    Timeline.Slot minute = new Timeline.Slot();
    long begin = Long.MIN_VALUE;
    for (Numbered each : slots) {
      if (each.number() >= begin + CALM_SLOTS) {
        if (minute.requests() > 0) {
          ratios.add(minute.errorRatio());
        }
        minute = new Timeline.Slot();
        begin = each.number();
      }
      minute.add(each.slot());
    }
    if (minute.requests() > 0) {
      ratios.add(minute.errorRatio());
    }
    ratios.sort(null);
    return ratios.isEmpty() ? 0 : ratios.get(ratios.size() / 10);
  }

  /** Index of its first slot; 0 where it may have begun before all that is known; -1 for none. */
  private static int firstOfStretch(List<Numbered> slots, double many) {
    int first = -1;
    for (int i = slots.size() - 1; i >= 0; i--) {
      boolean bad = slots.get(i).slot().errorRatio() >= many;
      if (bad) {
        first = i;
      } else if (first >= 0 && slots.get(first).number() - slots.get(i).number() > CALM_SLOTS) {
        break;
      }
    }
    return first;
  }

  /**
   * A stray error shortly before would be taken for the beginning. So of all slots with an error
   * the one is taken that best parts the time into one of few and one of many errors: where the
   * likelihood of two constant ratios is greatest.
   */
  private static int parting(List<Numbered> slots, int first) {
    int from = first;
    while (from > 0
        && slots.get(first).number() - slots.get(from - 1).number() <= SLOTS_LOOKED_BACK) {
      from--;
    }
    if (from == first) {
      from = first - 1; // whenever that was, it is a time without
    }
    long allErrors = 0;
    long all = 0;
    for (Numbered each : slots.subList(from, slots.size())) {
      allErrors += each.slot().errors();
      all += each.slot().requests();
    }
    int best = first;
    double greatest = Double.NEGATIVE_INFINITY;
    long errors = 0;
    long requests = 0;
    for (int i = from; i < slots.size(); i++) {
      boolean candidate = i > from && i >= first && slots.get(i).slot().errors() > 0;
      double likelihood =
          candidate
              ? likelihood(errors, requests) + likelihood(allErrors - errors, all - requests)
              : Double.NEGATIVE_INFINITY;
      boolean rises =
          candidate
              && (double) (allErrors - errors) / (all - requests) > (double) errors / requests;
      if (rises && likelihood > greatest) {
        greatest = likelihood;
        best = i;
      }
      errors += slots.get(i).slot().errors();
      requests += slots.get(i).slot().requests();
    }
    return best;
  }

  /** Logarithm of the greatest likelihood of so many errors in so many requests. */
  private static double likelihood(long errors, long requests) {
    long fine = requests - errors;
    double bad = errors == 0 ? 0 : errors * Math.log((double) errors / requests);
    return bad + (fine == 0 ? 0 : fine * Math.log((double) fine / requests));
  }
}
