package io.fivewhys.logs.line;

import java.time.Instant;
import java.util.Optional;

/**
 * What a logger writes before the message.
 *
 * @param at when; empty when it says nothing or a time of day only
 * @param timed it begins with a time, be it of day only
 * @param level how serious
 * @param end index where the rest of the line begins; 0 when there is no header
 */
public record Header(Optional<Instant> at, boolean timed, Optional<Level> level, int end) {
  private static final Header NONE = new Header(Optional.empty(), false, Optional.empty(), 0);
  private static final int FARTHEST_LEVEL = 90;
  private static final int MOST_TOKENS = 6;

  /** Whether the line begins as loggers begin theirs. */
  public boolean isPresent() {
    return timed || level.isPresent();
  }

  public static Header of(String text, Times times) {
    if (text.isEmpty()) {
      return NONE;
    }
    char first = text.charAt(0);
    if (first == '{') {
      return NONE;
    }
    if (first == 't'
        && (text.startsWith("time=") || text.startsWith("ts=") || text.startsWith("timestamp="))) {
      return logfmt(text, times);
    }
    if (first == 'l' && text.startsWith("level=")) {
      return logfmt(text, times);
    }
    if ("IWEFD".indexOf(first) >= 0 && text.length() > 5) {
      Header letter = letterFirst(text, times);
      if (letter != NONE) {
        return letter;
      }
    }
    int start = first == '[' ? 1 : processId(text);
    Optional<Times.Found> time = times.at(text, start);
    if (time.isPresent()) {
      return timeFirst(text, time.get());
    }
    return levelFirst(text, times);
  }

  private static Header timeFirst(String text, Times.Found time) {
    int from = time.end();
    int limit = Math.min(text.length(), from + FARTHEST_LEVEL);
    boolean firstToken = true;
    int next = from;
    for (int count = 0; count < MOST_TOKENS && next < limit; count++) {
      int begin = next;
      while (begin < limit && isGap(text.charAt(begin))) {
        begin++;
      }
      int stop = begin;
      while (stop < limit && !isGap(text.charAt(stop))) {
        stop++;
      }
      Optional<Level> level = levelIn(text, begin, stop, firstToken);
      if (level.isPresent()) {
        return new Header(time.at(), true, level, stop);
      }
      firstToken &= begin == stop;
      next = stop;
    }
    return new Header(
        time.at(),
        true,
        Optional.empty(),
        from < text.length() && text.charAt(from) == ']' ? from + 1 : from);
  }

  private static boolean isGap(char c) {
    return c == ' ' || c == '\t' || c == '|' || c == ']' || c == '[' || c == '(' || c == ')';
  }

  /**
   * A level is written in capitals, set apart by brackets or a colon, or comes right after the
   * time.
   */
  private static Optional<Level> levelIn(String text, int begin, int stop, boolean first) {
    if (stop == begin || stop - begin > 20) {
      return Optional.empty();
    }
    String token = text.substring(begin, stop);
    boolean apart = begin > 0 && text.charAt(begin - 1) == '[';
    if (token.startsWith("level=") || token.startsWith("lvl=")) {
      return Level.named(unquoted(token.substring(token.indexOf('=') + 1)));
    }
    int colon = token.indexOf(':');
    if (colon > 0) {
      // Apache names the module first: [php:error]
      Optional<Level> second = apart ? Level.named(token.substring(colon + 1)) : Optional.empty();
      if (second.isPresent()) {
        return second;
      }
      apart |= colon == token.length() - 1;
      token = token.substring(0, colon);
    }
    if (token.endsWith(",") || token.endsWith("-")) {
      token = token.substring(0, token.length() - 1);
    }
    return first || apart || isUpper(token) ? Level.named(token) : Optional.empty();
  }

  private static boolean isUpper(String token) {
    for (int i = 0; i < token.length(); i++) {
      if (token.charAt(i) < 'A' || token.charAt(i) > 'Z') {
        return false;
      }
    }
    return !token.isEmpty();
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.charAt(0) == '"'
        ? value.substring(1, value.length() - 1)
        : value;
  }

  /** klog's {@code E1122 10:15:00.1}, Ruby's {@code E, [2026-11-22T10:15:00.1 #1] ERROR -- : }. */
  private static Header letterFirst(String text, Times times) {
    Level level =
        switch (text.charAt(0)) {
          case 'D' -> Level.DEBUG;
          case 'I' -> Level.INFO;
          case 'W' -> Level.WARN;
          case 'E' -> Level.ERROR;
          default -> Level.FATAL;
        };
    if (text.startsWith(", [", 1)) {
      Optional<Times.Found> time = times.at(text, 4);
      int end = text.indexOf("] ");
      return time.isEmpty() || end < 0
          ? NONE
          : new Header(
              time.get().at(), true, Optional.of(level), Math.max(end + 2, time.get().end()));
    }
    char digit = text.charAt(1);
    if (digit != '0' && digit != '1') {
      return NONE;
    }
    Optional<Times.Found> time = times.klog(text, 1);
    return time.isEmpty()
        ? NONE
        : new Header(time.get().at(), true, Optional.of(level), time.get().end());
  }

  /**
   * {@code ERROR: …}, {@code [ERROR] …}, {@code ERROR:root:…}, {@code WARN 2026-11-22 …}, {@code
   * fail: …}.
   */
  private static Header levelFirst(String text, Times times) {
    int begin = text.charAt(0) == '[' ? 1 : 0;
    while (begin < text.length() && begin < 3 && text.charAt(begin) == ' ') {
      begin++;
    }
    int stop = begin;
    while (stop < text.length() && stop - begin < 14 && Character.isLetter(text.charAt(stop))) {
      stop++;
    }
    if (stop == begin || stop >= text.length()) {
      return NONE;
    }
    char after = text.charAt(stop);
    String token = text.substring(begin, stop);
    if (token.equals("Error")) {
      return NONE; // the name of an exception in JavaScript
    }
    boolean apart = after == ']' || after == ':' || after == '[';
    boolean capitals = isUpper(token) && (after == ' ' || after == '\t');
    Optional<Level> level = apart || capitals ? Level.named(token) : Optional.empty();
    if (level.isEmpty()) {
      return NONE;
    }
    int next = after == ' ' || after == '\t' ? stop : stop + 1;
    int rest = next;
    while (rest < text.length()
        && rest < next + 3
        && (isGap(text.charAt(rest)) || text.charAt(rest) == ':')) {
      rest++;
    }
    Optional<Times.Found> time = times.at(text, rest);
    return time.isPresent()
        ? new Header(time.get().at(), true, level, time.get().end())
        : new Header(Optional.empty(), false, level, next);
  }

  private static Header logfmt(String text, Times times) {
    Optional<Level> level =
        field(text, "level=").or(() -> field(text, "lvl=")).flatMap(Level::named);
    Optional<Instant> at = Optional.empty();
    for (String name : new String[] {"time=", "ts=", "timestamp="}) {
      Optional<String> value = field(text, name);
      if (value.isPresent() && at.isEmpty()) {
        at = times.at(value.get(), 0).flatMap(Times.Found::at);
      }
    }
    return new Header(at, at.isPresent() || text.charAt(0) == 't', level, 0);
  }

  private static Optional<String> field(String text, String name) {
    int begin = text.startsWith(name) ? 0 : text.indexOf(" " + name) + 1;
    if (begin == 0 && !text.startsWith(name)) {
      return Optional.empty();
    }
    int from = begin + name.length();
    boolean quoted = from < text.length() && text.charAt(from) == '"';
    int stop = text.indexOf(quoted ? '"' : ' ', from + 1);
    return from >= text.length()
        ? Optional.empty()
        : Optional.of(text.substring(quoted ? from + 1 : from, stop < 0 ? text.length() : stop));
  }

  /** Redis puts {@code 1:M } before the time, as others put {@code [1] }; the index after it. */
  private static int processId(String text) {
    int next = 0;
    while (next < text.length() && next < 8 && Character.isDigit(text.charAt(next))) {
      next++;
    }
    boolean redis =
        next > 0
            && next + 2 < text.length()
            && text.charAt(next) == ':'
            && Character.isUpperCase(text.charAt(next + 1))
            && text.charAt(next + 2) == ' ';
    return redis ? next + 3 : 0;
  }
}
