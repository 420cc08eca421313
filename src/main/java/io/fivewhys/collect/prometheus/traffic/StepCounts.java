package io.fivewhys.collect.prometheus.traffic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Errors and responses of one key, step by step. Not safe for use by threads. */
final class StepCounts {
  private final TreeMap<Long, double[]> counts = new TreeMap<>();

  void addErrors(long atMillis, double count) {
    at(atMillis)[0] += count;
  }

  void addTotal(long atMillis, double count) {
    at(atMillis)[1] += count;
  }

  private double[] at(long atMillis) {
    return counts.computeIfAbsent(atMillis, _ -> new double[2]);
  }

  List<Onset.Step> steps() {
    List<Onset.Step> steps = new ArrayList<>();
    counts.forEach(
        (at, count) -> steps.add(new Onset.Step(Instant.ofEpochMilli(at), count[0], count[1])));
    return steps;
  }
}
