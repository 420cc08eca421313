package io.fivewhys.logs;

import io.fivewhys.fact.LogLines;
import io.fivewhys.logs.line.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts how well the lines of one fact are understood. */
final class Tally {
  private static final int MOST_SAMPLES = 3;
  private static final String PLAIN = "plain";

  private final Map<String, Long> formats = new TreeMap<>();
  private final List<List<String>> samplesBySeverity =
      List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  private long recognised;

  void access(String format) {
    recognised++;
    formats.merge(format, 1L, Long::sum);
  }

  void application(boolean json) {
    formats.merge(json ? "json" : PLAIN, 1L, Long::sum);
  }

  void event(Event event, boolean known) {
    if (known) {
      recognised += event.lines();
      return;
    }
    int severity = event.level().map(Tally::severity).orElse(1);
    List<String> samples = samplesBySeverity.get(severity);
    if (samples.size() < MOST_SAMPLES && !event.first().isBlank()) {
      samples.add(Sample.of(event.first()));
    }
  }

  private static int severity(Level level) {
    return level.isAtLeast(Level.ERROR) ? 0 : level.isAtLeast(Level.WARN) ? 1 : 2;
  }

  LogReading reading(int fact, LogLines lines) {
    String format = PLAIN;
    long most = 0;
    for (Map.Entry<String, Long> entry : formats.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        format = entry.getKey();
      }
    }
    long all = lines.lines().size();
    long understood = Math.min(all, recognised);
    return new LogReading(
        fact,
        lines.workload(),
        format,
        all,
        understood,
        all - understood,
        samplesBySeverity.stream().flatMap(List::stream).limit(MOST_SAMPLES).toList());
  }
}
