package io.fivewhys.collect.probe;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How long good answers usually take: the median of the latest 120. What is far slower than usual
 * is taken up a tenth as often, so that an incident of an hour is no habit, and a habit that has
 * changed is one after some hours of looks. Not safe for use by threads.
 */
final class UsualLatency {
  private static final int MOST = 120;

  /** Fewer say too little: the first ones also pay for what a fresh process must load. */
  private static final int FEWEST = 5;

  private static final double SLOW_FACTOR = 2;
  private static final double SLOW_MILLIS = 10;
  private static final int ONE_SLOW_IN = 10;

  private final double[] latest = new double[MOST];
  private int count;
  private int next;
  private int slowInRow;

  /** In milliseconds; empty while too little is known. */
  OptionalDouble millis() {
    if (count < FEWEST) {
      return OptionalDouble.empty();
    }
    double[] sorted = Arrays.copyOf(latest, count);
    Arrays.sort(sorted);
    double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    return OptionalDouble.of(Math.round(median * 100) / 100.0);
  }

  /** Takes up how long a good answer took. */
  void add(double millis) {
    OptionalDouble usual = millis();
    boolean slow =
        usual.isPresent()
            && millis >= SLOW_FACTOR * usual.getAsDouble()
            && millis >= SLOW_MILLIS + usual.getAsDouble();
    slowInRow = slow ? slowInRow + 1 : 0;
    if (slowInRow % ONE_SLOW_IN == 0) {
      latest[next] = millis;
      next = (next + 1) % MOST;
      count = Math.min(count + 1, MOST);
    }
  }
}
