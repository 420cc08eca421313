package io.fivewhys.logs;

import io.fivewhys.logs.line.Level;
import io.fivewhys.logs.line.RawLine;
import io.fivewhys.logs.line.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Lines that tell of one thing: a message, with its stack trace if any. */
final class Event {
  private static final int MOST_TELLING = 40;
  private static final int MOST_FRAMES = 200;
  private static final int LONGEST_WHOLE = 64_000;

  private final Optional<Instant> at;
  private final Optional<Level> level;
  private final List<String> telling = new ArrayList<>(2);
  private final List<String> frames = new ArrayList<>(0);
  private final StringBuilder whole = new StringBuilder();
  private final boolean headed;
  private Optional<String> hint = Optional.empty();
  private int lines;

  /**
   * @param headed a logger wrote its first line, so that an exception after it says more
   */
  Event(Optional<Instant> at, Optional<Level> level, boolean headed) {
    this.at = at;
    this.level = level;
    this.headed = headed;
  }

  /** All of a text as one event, as the lines of a single process would be read. */
  static Event of(String text, Instant observedAt) {
    List<Event> events = new ArrayList<>();
    EventGrouper grouper = new EventGrouper(new Times(observedAt), events::add);
    text.lines().forEach(line -> grouper.add(RawLine.of(line, new Times(observedAt))));
    grouper.finish();
    return events.isEmpty()
        ? new Event(Optional.empty(), Optional.empty(), false)
        : events.getFirst();
  }

  void add(String line, boolean frame) {
    lines++;
    if (whole.length() < LONGEST_WHOLE) {
      whole.append(line, 0, Math.min(line.length(), LONGEST_WHOLE)).append('\n');
    }
    if (line.isBlank()) {
      return;
    }
    if (frame) {
      if (frames.size() < MOST_FRAMES) {
        frames.add(line);
      }
    } else if (telling.size() < MOST_TELLING) {
      telling.add(line);
    } else {
      telling.set(MOST_TELLING - 1, line); // the root cause comes last
    }
  }

  /** What a field of a JSON line names as the other side. */
  void hint(Optional<String> target) {
    hint = target;
  }

  /** When it was written; empty when its lines name no day. */
  Optional<Instant> at() {
    return at;
  }

  Optional<Level> level() {
    return level;
  }

  int lines() {
    return lines;
  }

  /** Its lines were one line of the log. */
  void wasOneLine() {
    lines = 1;
  }

  void countLine() {
    lines++;
  }

  List<String> frames() {
    return frames;
  }

  /** All its lines; of very many the first and the last, where the error and its cause stand. */
  String whole() {
    int most = LogPatternRule.LONGEST_TEXT;
    return whole.length() <= most
        ? whole.toString()
        : whole.substring(0, most / 2 - 1) + "\n" + whole.substring(whole.length() - most / 2);
  }

  /** The first line, whatever it says. */
  String first() {
    return telling.isEmpty() ? frames.isEmpty() ? "" : frames.getFirst() : telling.getFirst();
  }

  /** Causes from the root up, then the other lines; what the logger itself wrote comes last. */
  List<String> rootFirst() {
    if (telling.size() < 2) {
      return telling;
    }
    List<String> causes = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String line : telling.subList(1, telling.size())) {
      boolean cause = line.contains("Caused by:") || line.stripLeading().startsWith("---> ");
      (cause ? causes : others).add(line);
    }
    Collections.reverse(causes);
    if (headed) {
      causes.addAll(others);
      causes.add(telling.getFirst());
    } else {
      causes.add(telling.getFirst());
      causes.addAll(others);
    }
    return causes;
  }

  /** The line that shows best what a rule over the whole event found. */
  String tellingOf(LogPatternRule rule) {
    for (String line : rootFirst()) {
      if (rule.in(line, rule.match()).isPresent()) {
        return line;
      }
    }
    List<String> ordered = rootFirst();
    for (String line : ordered) {
      if (Frames.isException(line.strip()) || line.startsWith("panic: ")) {
        return line;
      }
    }
    return ordered.isEmpty() ? first() : ordered.getFirst();
  }

  /** The other side, where another line of the event names it. */
  Optional<String> target() {
    if (hint.isPresent()) {
      return hint;
    }
    for (String line : rootFirst()) {
      Optional<String> target = Target.in(line);
      if (target.isPresent()) {
        return target;
      }
    }
    return Optional.empty();
  }
}
