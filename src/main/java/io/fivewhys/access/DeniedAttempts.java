package io.fivewhys.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides which denied attempts are written down one by one: the first of each span of time, the
 * rest as a number. Without it anybody who reaches the service could fill its disk, or push real
 * changes out of the log: at full speed this leaves some 1,600 lines a day, of which the log holds
 * half a year. Safe for use by several threads.
 */
public final class DeniedAttempts {
  private static final Duration SPAN = Duration.ofMinutes(10);
  private static final int MOST_IN_SPAN = 10;

  private final Clock clock;
  private Instant spanEnds = Instant.MIN;
  private int written;
  private long unwritten;

  public DeniedAttempts(Clock clock) {
    this.clock = clock;
  }

  /**
   * One more.
   *
   * @return how many before it were not written, if this one is to be; empty if it is not
   */
  public synchronized Optional<Long> next() {
    Instant now = clock.instant();
    if (!now.isBefore(spanEnds)) {
      spanEnds = now.plus(SPAN);
      written = 0;
    }
    if (written == MOST_IN_SPAN) {
      unwritten++;
      return Optional.empty();
    }
    written++;
    long before = unwritten;
    unwritten = 0;
    return Optional.of(before);
  }

  /** Those not written yet; the next that is written names their number. */
  public synchronized long unwritten() {
    return unwritten;
  }
}
