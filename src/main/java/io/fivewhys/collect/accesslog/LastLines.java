package io.fivewhys.collect.accesslog;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** The latest lines of a log, as many as there is room for. */
final class LastLines {
  private static final long MOST_CHARS = 8L << 20;

  private final int most;
  private final ArrayDeque<Line> lines = new ArrayDeque<>();
  private long chars;
  private Optional<Instant> dropped = Optional.empty();

  /**
   * @param at its time, or that of the line before it
   * @param number in the order of the log
   */
  record Line(Instant at, long number, String text) {}

  LastLines(int most) {
    this.most = most;
  }

  void add(Line line) {
    lines.add(line);
    chars += line.text().length();
    while (lines.size() > most || chars > MOST_CHARS) {
      Line first = lines.removeFirst();
      chars -= first.text().length();
      dropped = Optional.of(first.at());
    }
  }

  /** Those of this time, the end not included; forgets all before it. */
  List<Line> between(Instant from, Instant to) {
    while (!lines.isEmpty() && lines.getFirst().at().isBefore(from)) {
      chars -= lines.removeFirst().text().length();
    }
    return lines.stream()
        .filter(line -> !line.at().isBefore(from) && line.at().isBefore(to))
        .toList();
  }

  /** Whether lines from then or later had to make room for others. */
  boolean lacksAnySince(Instant from) {
    return dropped.filter(it -> !it.isBefore(from)).isPresent();
  }
}
