package io.fivewhys.collect.breaker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;

/** How much counters rose in a window, told from what they were at earlier looks. */
final class Counters {
  private static final int MOST_COUNTERS = 5_000;
  private static final int MOST_READINGS = 150;

  private final Map<String, ArrayDeque<Reading>> readings = new HashMap<>();

  /**
   * @param value since the counter began
   * @param rise since the reading before; none for the first
   */
  private record Reading(Instant at, long value, long rise) {}

  /** Notes what a counter is now. A counter that is lower than before began anew. */
  void note(String name, Instant at, long value) {
    if (readings.size() >= MOST_COUNTERS && !readings.containsKey(name)) {
      return;
    }
    ArrayDeque<Reading> known = readings.computeIfAbsent(name, n -> new ArrayDeque<>());
    Reading last = known.peekLast();
    if (last != null && !at.isAfter(last.at())) {
      return;
    }
    long rise = last == null ? 0 : value < last.value() ? value : value - last.value();
    known.addLast(new Reading(at, value, rise));
    if (known.size() > MOST_READINGS) {
      known.removeFirst();
    }
  }

  /**
   * How much it rose in the window up to the last reading. Where the readings go back only a part
   * of the window, it is what is sure; then none is known, for none in a part is not none.
   *
   * @return empty where that is unknown
   */
  OptionalLong riseIn(String name, Instant from) {
    ArrayDeque<Reading> known = readings.get(name);
    if (known == null || known.size() < 2) {
      return OptionalLong.empty();
    }
    long sum = 0;
    Iterator<Reading> each = known.descendingIterator();
    while (each.hasNext()) {
      Reading reading = each.next();
      if (!reading.at().isAfter(from)) {
        return OptionalLong.of(sum);
      }
      sum += reading.rise();
    }
    return sum > 0 ? OptionalLong.of(sum) : OptionalLong.empty();
  }

  /** Forgets what no window reaches, and counters that are not told of any more. */
  void forget(Instant now, Duration window) {
    Instant oldest = now.minus(window);
    readings
        .values()
        .removeIf(
            known -> {
              while (known.size() > 1 && !second(known).at().isAfter(oldest)) {
                known.removeFirst();
              }
              return known.getLast().at().isBefore(oldest);
            });
  }

  private static Reading second(ArrayDeque<Reading> known) {
    Iterator<Reading> each = known.iterator();
    each.next();
    return each.next();
  }
}
