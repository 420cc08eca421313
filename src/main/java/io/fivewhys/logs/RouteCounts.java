package io.fivewhys.logs;

import io.fivewhys.logs.access.AccessLine;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** Requests of one route to one upstream: counted in the window, remembered from before it. */
final class RouteCounts {
  /** Below this, errors by chance are no explanation for the good requests before the first. */
  private static final double CHANCE = 0.05;

  private final Map<Integer, Long> responses = new TreeMap<>();
  private final Map<String, Long> flags = new TreeMap<>();
  private double[] millis = new double[8];
  private int timed;
  private long[] times = new long[8];
  private int dated;
  private boolean errorsBefore;

  void add(AccessLine line, Instant windowStart) {
    boolean inside = line.at().isEmpty() || !line.at().get().isBefore(windowStart);
    if (line.at().isPresent()) {
      if (dated == times.length) {
        times = Arrays.copyOf(times, dated * 2);
      }
      // the lowest bit tells an error
      times[dated++] = line.at().get().toEpochMilli() * 2 + (line.isServerError() ? 1 : 0);
      errorsBefore |= !inside && line.isServerError();
    }
    if (!inside) {
      return;
    }
    count(line.status(), line.flags(), line.millis());
  }

  /** Counts a request that is known to be in the window. */
  void count(int status, Set<String> reasons, OptionalDouble took) {
    responses.merge(status, 1L, Long::sum);
    reasons.forEach(flag -> flags.merge(flag, 1L, Long::sum));
    if (took.isPresent()) {
      if (timed == millis.length) {
        millis = Arrays.copyOf(millis, timed * 2);
      }
      millis[timed++] = took.getAsDouble();
    }
  }

  /** Itself, with the other's requests. */
  RouteCounts and(RouteCounts other) {
    merge(other);
    return this;
  }

  void merge(RouteCounts other) {
    other.responses.forEach((status, count) -> responses.merge(status, count, Long::sum));
    other.flags.forEach((flag, count) -> flags.merge(flag, count, Long::sum));
    double[] allMillis = Arrays.copyOf(millis, Math.max(1, timed + other.timed));
    System.arraycopy(other.millis, 0, allMillis, timed, other.timed);
    millis = allMillis;
    timed += other.timed;
    long[] allTimes = Arrays.copyOf(times, Math.max(1, dated + other.dated));
    System.arraycopy(other.times, 0, allTimes, dated, other.dated);
    times = allTimes;
    dated += other.dated;
    errorsBefore |= other.errorsBefore;
  }

  Map<Integer, Long> responses() {
    return responses;
  }

  Map<String, Long> flags() {
    return flags;
  }

  long total() {
    return responses.values().stream().mapToLong(Long::longValue).sum();
  }

  long serverErrors() {
    return responses.entrySet().stream()
        .filter(entry -> entry.getKey() >= 500)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The percentile by nearest rank; empty when no line names a duration. */
  OptionalDouble percentile(double share) {
    if (timed == 0) {
      return OptionalDouble.empty();
    }
    double[] sorted = Arrays.copyOf(millis, timed);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * timed);
    return OptionalDouble.of(Math.round(sorted[Math.max(0, rank - 1)] * 1000) / 1000.0);
  }

  /**
   * The first 5xx, where the lines show a time without: errors from before the window, or so many
   * good requests before the first error that the share of errors since then would not have spared
   * them all by chance.
   */
  Optional<Instant> errorsSince() {
    if (responses.isEmpty() && !errorsBefore) {
      return Optional.empty();
    }
    long[] sorted = Arrays.copyOf(times, dated);
    Arrays.sort(sorted);
    int first = 0;
    while (first < dated && (sorted[first] & 1) == 0) {
      first++;
    }
    if (first == dated) {
      return Optional.empty();
    }
    int errors = 0;
    for (int i = first; i < dated; i++) {
      errors += (int) (sorted[i] & 1);
    }
    double share = (double) errors / (dated - first);
    boolean shown = first > 0 && Math.pow(1 - share, first) <= CHANCE;
    return errorsBefore || shown
        ? Optional.of(Instant.ofEpochMilli(Math.floorDiv(sorted[first], 2L)))
        : Optional.empty();
  }
}
