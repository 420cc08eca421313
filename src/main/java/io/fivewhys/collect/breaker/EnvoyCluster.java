package io.fivewhys.collect.breaker;

import java.util.Map;
import java.util.TreeMap;

/** What Envoy's {@code /clusters} says of one cluster, while it is being read. */
final class EnvoyCluster {
  /** As much as a limit may be, which is none. */
  private static final long UNLIMITED = (1L << 32) - 1;

  private final String name;
  private final Map<String, Double> limits = new TreeMap<>();
  private String statName;
  private long hosts;
  private long ejected;
  private long failingChecks;

  EnvoyCluster(String name) {
    this.name = name;
    statName = name;
  }

  /** A limit of the default priority. */
  void limit(String limit, long value) {
    if (value >= 0 && value < UNLIMITED) {
      limits.put(limit, (double) value);
    }
  }

  void statName(String text) {
    statName = text;
  }

  /**
   * @param outlier outlier detection took it out
   * @param check its active health check fails
   */
  void host(boolean outlier, boolean check) {
    hosts++;
    ejected += outlier ? 1 : 0;
    failingChecks += check ? 1 : 0;
  }

  String name() {
    return name;
  }

  /** How its statistics begin; they are parted by dots and have no colons. */
  String statPrefix() {
    return "cluster." + statName.replace(':', '_') + ".";
  }

  Map<String, Double> limits() {
    return limits;
  }

  long hosts() {
    return hosts;
  }

  long ejected() {
    return ejected;
  }

  long failingChecks() {
    return failingChecks;
  }
}
