package io.fivewhys.collect.kubernetes.logs;

import io.fivewhys.collect.kubernetes.Metadata;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The time that the kubelet puts before each line with {@code timestamps=true}. It leaves out zeros
 * at the end of the fraction; with all nine digits a reader of lines knows whose time it is.
 */
final class RuntimeTime {
  private static final int SHORTEST = "2026-03-02T10:04:41Z".length();
  private static final int LONGEST = "2026-03-02T10:04:41.123456789+00:00".length();
  private static final DateTimeFormatter ALL_DIGITS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private RuntimeTime() {}

  /** The line with all digits of its time; as it is when it begins with none. */
  static String withAllDigits(String line) {
    int end = line.indexOf(' ');
    return of(line)
        .map(it -> ALL_DIGITS.format(it) + (end < 0 ? " " : line.substring(end)))
        .orElse(line);
  }

  /** The time that a line begins with. */
  static Optional<Instant> of(String line) {
    int end = line.indexOf(' ');
    int length = end < 0 ? line.length() : end;
    if (length < SHORTEST || length > LONGEST || line.charAt(10) != 'T') {
      return Optional.empty();
    }
    return Metadata.instant(line.substring(0, length));
  }
}
