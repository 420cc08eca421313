package io.fivewhys.collect.accesslog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Some lines of each minute, any of them as likely as another, so that shares of the sample are
 * those of the whole.
 */
final class LineSample {
  static final int LONGEST_LINE_CHARS = 8_192;
  private static final long MINUTE_MILLIS = 60_000;
  private static final int MOST_MINUTES = 400;

  private final int most;
  private final TreeMap<Long, PriorityQueue<Line>> minutes = new TreeMap<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private long lines;

  /**
   * @param lot the smaller, the sooner it is taken
   * @param number in the order of the log
   */
  private record Line(Instant at, long number, long lot, String text) {}

  LineSample(int most) {
    this.most = most;
  }

  void add(Instant at, String text) {
    if (most == 0 || text.length() > LONGEST_LINE_CHARS) {
      return;
    }
    long minute = Math.floorDiv(at.toEpochMilli(), MINUTE_MILLIS);
    var queue =
        minutes.computeIfAbsent(
            minute, m -> new PriorityQueue<>(Comparator.comparingLong(Line::lot).reversed()));
    long lot = random.nextLong();
    if (queue.size() < most || lot < queue.peek().lot()) {
      queue.add(new Line(at, lines++, lot, text));
    }
    if (queue.size() > most) {
      queue.remove();
    }
    if (minutes.size() > MOST_MINUTES) {
      minutes.pollFirstEntry();
    }
  }

  /** Some lines of this time, the end not included, in their order; forgets all before it. */
  List<String> between(Instant from, Instant to) {
    minutes.headMap(Math.floorDiv(from.toEpochMilli(), MINUTE_MILLIS)).clear();
    List<Line> within = new ArrayList<>();
    for (Map.Entry<Long, PriorityQueue<Line>> minute : minutes.entrySet()) {
      minute.getValue().stream()
          .filter(line -> !line.at().isBefore(from) && line.at().isBefore(to))
          .forEach(within::add);
    }
    return within.stream()
        .sorted(Comparator.comparingLong(Line::lot))
        .limit(most)
        .sorted(Comparator.comparing(Line::at).thenComparing(Line::number))
        .map(Line::text)
        .toList();
  }
}
