package io.fivewhys.logs.line;

import java.time.Instant;
import java.util.Optional;

/**
 * A line without what transport put before it: colours, {@code kubectl logs --prefix} and {@code
 * --timestamps}, the container runtime's time and stream.
 *
 * @param source pod and container that {@code --prefix} names; empty text when none
 * @param at when the runtime took it, where that was put before it
 * @param text the line as the program wrote it
 */
public record RawLine(String source, Optional<Instant> at, String text) {
  /** The runtime writes nanoseconds, programs seldom more than microseconds. */
  private static final int RUNTIME_FRACTION_DIGITS = 7;

  public static RawLine of(String raw, Times times) {
    String text = withoutColours(raw);
    String source = "";
    if (text.startsWith("[pod/")) {
      int end = text.indexOf("] ");
      if (end > 0) {
        source = text.substring(0, end);
        text = text.substring(end + 2);
      }
    }
    if (text.length() < 21 || text.charAt(4) != '-' || text.charAt(10) != 'T') {
      return new RawLine(source, Optional.empty(), text);
    }
    Optional<Times.Found> time = times.at(text, 0);
    if (time.isEmpty()
        || time.get().end() >= text.length()
        || text.charAt(time.get().end()) != ' ') {
      return new RawLine(source, Optional.empty(), text);
    }
    String rest = text.substring(time.get().end() + 1);
    boolean byRuntime = rest.startsWith("stdout ") || rest.startsWith("stderr ");
    if (byRuntime
        && rest.length() > 8
        && rest.charAt(8) == ' '
        && "FP".indexOf(rest.charAt(7)) >= 0) {
      return new RawLine(source, time.get().at(), rest.substring(9));
    }
    if (time.get().fractionDigits() >= RUNTIME_FRACTION_DIGITS || startsAnew(rest)) {
      return new RawLine(source, time.get().at(), rest);
    }
    return new RawLine(source, Optional.empty(), text);
  }

  /** What follows would be a whole line by itself: JSON, an access log, another time. */
  private static boolean startsAnew(String rest) {
    if (rest.isEmpty()) {
      return true;
    }
    char first = rest.charAt(0);
    return first == '{' || first == '[' || first == '\t' || (first >= '0' && first <= '9');
  }

  private static String withoutColours(String raw) {
    int end = raw.length();
    while (end > 0 && (raw.charAt(end - 1) == '\n' || raw.charAt(end - 1) == '\r')) {
      end--;
    }
    int start = !raw.isEmpty() && raw.charAt(0) == '\uFEFF' ? 1 : 0;
    if (raw.indexOf('\u001b') < 0) {
      return start >= end ? "" : raw.substring(start, end);
    }
    StringBuilder plain = new StringBuilder(raw.length());
    for (int i = start; i < end; i++) {
      char c = raw.charAt(i);
      if (c != '\u001b') {
        plain.append(c);
      } else if (i + 1 < end && raw.charAt(i + 1) == '[') {
        i += 2;
        while (i < end && (raw.charAt(i) < '@' || raw.charAt(i) > '~')) {
          i++;
        }
      }
    }
    return plain.toString();
  }
}
