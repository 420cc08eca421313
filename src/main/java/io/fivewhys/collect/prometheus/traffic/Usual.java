package io.fivewhys.collect.prometheus.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What is usual, from what was seen at some earlier times. */
final class Usual {
  private static final List<Duration> TIMES_AGO =
      List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7));

  private final List<Double> seen = new ArrayList<>();

  /** An hour, a day and a week ago, as far as such a window has ended before this one began. */
  static List<Duration> timesAgo(Duration window) {
    return TIMES_AGO.stream().filter(ago -> ago.compareTo(window) >= 0).toList();
  }

  void add(double value) {
    seen.add(value);
  }

  /**
   * The median, of an even number the lower one of the two in the middle: errors, traffic and times
   * are raised by an incident, also by one that is older than an hour, so that of two the lower is
   * more likely the usual one.
   */
  OptionalDouble value() {
    if (seen.isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(seen.stream().sorted().toList().get((seen.size() - 1) / 2));
  }

  /** {@code 1 h ago}. */
  static String shown(Duration ago) {
    return ago.toDays() > 0 ? ago.toDays() + " d ago" : ago.toHours() + " h ago";
  }
}
