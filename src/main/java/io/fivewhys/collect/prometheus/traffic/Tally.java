package io.fivewhys.collect.prometheus.traffic;

import java.util.Map;
import java.util.TreeMap;

/** Responses of one key, counted as they come; rounded at the end. Not safe for use by threads. */
public final class Tally {
  private final Map<Integer, Double> codes = new TreeMap<>();
  private final Map<String, Double> flags = new TreeMap<>();
  private final boolean errorsOnly;

  Tally() {
    this(false);
  }

  private Tally(boolean errorsOnly) {
    this.errorsOnly = errorsOnly;
  }

  /** Of a key whose other responses nobody counts. */
  public static Tally ofErrorsOnly() {
    return new Tally(true);
  }

  /** Adds responses. */
  public void add(int code, double count) {
    codes.merge(code, Math.max(0, count), Double::sum);
  }

  /** Takes responses away again that turn out to be others. */
  public void move(int from, int to, double count) {
    double moved = Math.clamp(count, 0, codes.getOrDefault(from, 0.0));
    if (moved > 0) {
      codes.merge(from, -moved, Double::sum);
      codes.merge(to, moved, Double::sum);
    }
  }

  /** Adds reasons why the gateway answered by itself. */
  public void flag(String flag, double count) {
    flags.merge(flag, Math.max(0, count), Double::sum);
  }

  boolean isErrorsOnly() {
    return errorsOnly;
  }

  public double count(int code) {
    return codes.getOrDefault(code, 0.0);
  }

  public double total() {
    return codes.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  public double serverErrors() {
    return codes.entrySet().stream()
        .filter(entry -> entry.getKey() >= 500)
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** Codes that came; where none came, those that are counted, with zero. */
  Map<Integer, Long> responses() {
    Map<Integer, Long> rounded = rounded(codes);
    Map<Integer, Long> came = new TreeMap<>(rounded);
    came.values().removeIf(count -> count == 0);
    return came.isEmpty() ? rounded : came;
  }

  Map<String, Long> flags() {
    return rounded(flags);
  }

  private static <K extends Comparable<K>> Map<K, Long> rounded(Map<K, Double> counts) {
    Map<K, Long> rounded = new TreeMap<>();
    counts.forEach((key, count) -> rounded.put(key, Math.round(count)));
    return rounded;
  }
}
