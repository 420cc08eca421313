package io.fivewhys.collect.accesslog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where to begin in a log that was never read: found from the end backwards.
 *
 * @param needed lines from then on are needed, however many there are
 * @param wanted lines from then on are welcome, as far as they are quickly read
 * @param timeOf a line's own time
 */
record LogStart(Instant needed, Instant wanted, Function<String, Optional<Instant>> timeOf) {
  /** Even a service that has just started reads so much in a second or two. */
  private static final long QUICKLY_READ_BYTES = 8L << 20;

  private static final int LOOKED_AT_BYTES = OpenLog.LONGEST_LINE_BYTES;
  private static final long FIRST_STEP_BYTES = 1 << 20;
  private static final int MOST_LINES = 50;

  /**
   * A place behind which the lines stand, but not before the last so many bytes.
   *
   * @return 0 for the whole file
   */
  long find(OpenLog log, long most) throws IOException {
    long welcome = find(log, wanted, Math.min(most, QUICKLY_READ_BYTES));
    return welcome == 0 || isBefore(log, welcome, needed) ? welcome : find(log, needed, most);
  }

  private long find(OpenLog log, Instant from, long most) throws IOException {
    long size = log.size();
    long least = Math.max(0, size - most);
    long step = FIRST_STEP_BYTES;
    long place = Math.max(least, size - step);
    while (place > least && !isBefore(log, place, from)) {
      step *= 2;
      place = Math.max(least, size - step);
    }
    return place;
  }

  /** Whether lines of interest may have stood before the first one of this log. */
  boolean mayBeEarlier(OpenLog log) throws IOException {
    return timeAt(log, 0).filter(it -> it.isAfter(wanted)).isPresent();
  }

  private boolean isBefore(OpenLog log, long place, Instant time) throws IOException {
    return timeAt(log, place).filter(it -> it.isBefore(time)).isPresent();
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
