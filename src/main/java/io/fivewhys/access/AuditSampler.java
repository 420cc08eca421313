package io.fivewhys.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides which of many like events are written down one by one: the first of each span of time,
 * the rest as a number. Without it anybody who reaches the service, and every script that may push,
 * could fill its disk or push real changes out of the log. Safe for use by several threads.
 */
public final class AuditSampler {
  private final Clock clock;
  private final Duration span;
  private final int mostInSpan;
  private Instant spanEnds = Instant.MIN;
  private int written;
  private long unwritten;

  private AuditSampler(Clock clock, Duration span, int mostInSpan) {
    this.clock = clock;
    this.span = span;
    this.mostInSpan = mostInSpan;
  }

  /**
   * For attempts that were denied: at full speed some 1,600 lines a day, of which the log holds
   * half a year.
   */
  public static AuditSampler ofDenied(Clock clock) {
    return new AuditSampler(clock, Duration.ofMinutes(10), 10);
  }

  /** For what comes in all the time from those who may: at full speed 480 lines a day. */
  public static AuditSampler ofIntake(Clock clock) {
    return new AuditSampler(clock, Duration.ofHours(1), 20);
  }

  /**
   * One more.
   *
   * @return how many before it were not written, if this one is to be; empty if it is not
   */
  public synchronized Optional<Long> next() {
    Instant now = clock.instant();
    if (!now.isBefore(spanEnds)) {
      spanEnds = now.plus(span);
      written = 0;
    }
    if (written == mostInSpan) {
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
