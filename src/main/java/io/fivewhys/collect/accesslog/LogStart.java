package io.fivewhys.collect.accesslog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where to begin in a log that was never read: a time, found from the end backwards.
 *
 * @param wanted lines from before it are of no interest
 * @param timeOf a line's own time
 */
record LogStart(Instant wanted, Function<String, Optional<Instant>> timeOf) {
  private static final int LOOKED_AT_BYTES = OpenLog.LONGEST_LINE_BYTES;
  private static final long FIRST_STEP_BYTES = 1 << 20;
  private static final int MOST_LINES = 50;

  /**
   * A place behind which all lines of interest stand, but not before the last so many bytes.
   *
   * @return 0 for the whole file
   */
  long find(OpenLog log, long most) throws IOException {
    long size = log.size();
    long least = Math.max(0, size - most);
    long step = FIRST_STEP_BYTES;
    long place = Math.max(least, size - step);
    while (place > least && !isBefore(log, place)) {
      step *= 2;
      place = Math.max(least, size - step);
    }
    return place;
  }

  /** Whether lines of interest may have stood before the first one of this log. */
  boolean mayBeEarlier(OpenLog log) throws IOException {
    return timeAt(log, 0).filter(it -> it.isAfter(wanted)).isPresent();
  }

  private boolean isBefore(OpenLog log, long place) throws IOException {
    return timeAt(log, place).filter(it -> it.isBefore(wanted)).isPresent();
  }

  /** Time of the first line there that has one. */
  private Optional<Instant> timeAt(OpenLog log, long place) throws IOException {
    String text = new String(log.bytes(place, LOOKED_AT_BYTES), StandardCharsets.UTF_8);
    int begin = place == 0 ? 0 : text.indexOf('\n') + 1;
    return text.substring(begin)
        .lines()
        .limit(MOST_LINES)
        .map(timeOf)
        .flatMap(Optional::stream)
        .findFirst();
  }
}
