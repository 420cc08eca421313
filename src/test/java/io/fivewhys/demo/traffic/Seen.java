package io.fivewhys.demo.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** What the customers were answered lately. */
public final class Seen {
  private static final int MOST = 20_000;

  private record One(Instant at, String path, int status) {}

  private final Deque<One> answers = new ArrayDeque<>();

  synchronized void add(String path, int status) {
    answers.addLast(new One(Instant.now(), path, status));
    if (answers.size() > MOST) {
      answers.removeFirst();
    }
  }

  /** How often each status code was answered under a path; 0 is no answer at all. */
  public synchronized Map<Integer, Long> statuses(String prefix, Duration lately) {
    Instant since = Instant.now().minus(lately);
    Map<Integer, Long> counts = new TreeMap<>();
    for (One one : answers) {
      if (one.at().isAfter(since) && one.path().startsWith(prefix)) {
        counts.merge(one.status(), 1L, Long::sum);
      }
    }
    return counts;
  }

  /** Share of answers that are 5xx, or missing, 0.0 to 1.0; 0 when there was none. */
  public double failureRatio(String prefix, Duration lately) {
    var counts = statuses(prefix, lately);
    long all = counts.values().stream().mapToLong(it -> it).sum();
    long failed =
        counts.entrySet().stream()
            .filter(it -> it.getKey() >= 500 || it.getKey() == 0)
            .mapToLong(Map.Entry::getValue)
            .sum();
    return all == 0 ? 0 : (double) failed / all;
  }
}
