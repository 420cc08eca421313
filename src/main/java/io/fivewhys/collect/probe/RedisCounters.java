package io.fivewhys.collect.probe;

import java.util.LinkedHashMap;
import java.util.Map;

/** What Redis counts since its start, as rates since the look before. Safe for use by threads. */
final class RedisCounters {
  private static final Map<String, String> SIGNALS =
      Map.of(
          "evicted_keys", "evicted_keys_per_second",
          "rejected_connections", "rejected_connections_per_second");

  private Map<String, Long> before = Map.of();
  private long beforeNanos;

  /** By the name of the signal; nothing at the first look, and of a server that began anew. */
  synchronized Map<String, Double> rates(Map<String, String> info) {
    long now = System.nanoTime();
    Map<String, Long> counts = new LinkedHashMap<>();
    Map<String, Double> rates = new LinkedHashMap<>();
    for (var counted : SIGNALS.entrySet()) {
      String text = info.getOrDefault(counted.getKey(), "");
      if (!text.matches("\\d{1,15}")) {
        continue;
      }
      long count = Long.parseLong(text);
      counts.put(counted.getKey(), count);
      Long earlier = before.get(counted.getKey());
      if (earlier != null && earlier <= count) {
        double seconds = Math.max(1e-3, (now - beforeNanos) / 1e9);
        rates.put(counted.getValue(), Math.round(1_000 * (count - earlier) / seconds) / 1_000.0);
      }
    }
    before = counts;
    beforeNanos = now;
    return rates;
  }
}
