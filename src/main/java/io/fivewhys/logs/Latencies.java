package io.fivewhys.logs;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Durations of many requests in little room: counted in bins of which each reaches five per cent
 * higher than the one below, so that a percentile is right to about two per cent and a half.
 */
final class Latencies {
  private static final double LEAST_MILLIS = 0.1;
  private static final double STEP = Math.log(1.05);
  private static final int MOST_BINS = 500;

  private short[] bins = new short[4];
  private int[] counts = new int[4];
  private int used;
  private long total;

  void add(double millis) {
    double ratio = Math.max(1, millis / LEAST_MILLIS);
    add((short) Math.min(MOST_BINS, Math.ceil(Math.log(ratio) / STEP)), 1);
  }

  void add(Latencies other) {
    for (int i = 0; i < other.used; i++) {
      add(other.bins[i], other.counts[i]);
    }
  }

  private void add(short bin, int count) {
    total += count;
    int at = Arrays.binarySearch(bins, 0, used, bin);
    if (at >= 0) {
      counts[at] += count;
      return;
    }
    int place = -at - 1;
    if (used == bins.length) {
      bins = Arrays.copyOf(bins, used * 2);
      counts = Arrays.copyOf(counts, used * 2);
    }
    System.arraycopy(bins, place, bins, place + 1, used - place);
    System.arraycopy(counts, place, counts, place + 1, used - place);
    bins[place] = bin;
    counts[place] = count;
    used++;
  }

  long total() {
    return total;
  }

  /** The percentile by nearest rank, in milliseconds; empty without any duration. */
  OptionalDouble percentile(double share) {
    long left = (long) Math.ceil(share * total);
    for (int i = 0; i < used; i++) {
      left -= counts[i];
      if (left <= 0) {
        double middle = LEAST_MILLIS * Math.exp(STEP * (bins[i] - 0.5));
        return OptionalDouble.of(Math.round(middle * 1000) / 1000.0);
      }
    }
    return OptionalDouble.empty();
  }
}
