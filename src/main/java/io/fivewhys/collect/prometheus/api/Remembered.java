package io.fivewhys.collect.prometheus.api;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers about what is usual, kept for some minutes: they are the costly ones, from the oldest
 * blocks, and hardly change. Safe for use by threads.
 */
public final class Remembered {
  private static final Duration GOOD_FOR = Duration.ofMinutes(5);
  private static final int MOST_QUERIES = 200;
  private static final int MOST_SERIES = 5_000;

  private record Kept(Instant at, Told told) {}

  private final Map<String, Kept> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > MOST_QUERIES;
        }
      };

  synchronized Optional<Told> get(String promql, Instant at) {
    Kept known = kept.get(promql);
    boolean isGood =
        known != null && Duration.between(known.at(), at).abs().compareTo(GOOD_FOR) < 0;
    return isGood ? Optional.of(known.told()) : Optional.empty();
  }

  /** A part of an answer, and a very large one, is not kept. */
  synchronized void put(String promql, Instant at, Told told) {
    if (told.warnings().isEmpty() && told.series().size() <= MOST_SERIES) {
      kept.put(promql, new Kept(at, told));
    }
  }
}
