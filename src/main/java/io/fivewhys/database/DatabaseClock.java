package io.fivewhys.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The time of the database, which is the same for all who share it, whatever their own clocks say.
 * Deadlines that one replica sets and another keeps are by it. Known from the last look at it, and
 * from then on by the machine's own clock; safe for use by threads.
 */
public final class DatabaseClock extends Clock {
  private final Clock machine;
  private volatile Duration ahead = Duration.ZERO;

  DatabaseClock(Clock machine) {
    this.machine = machine;
  }

  /**
   * Takes over what the database says.
   *
   * @param asked time of the machine when it was asked
   * @param said what it said
   * @param heard time of the machine when the answer came
   */
  void set(Instant asked, Instant said, Instant heard) {
    Instant middle = asked.plus(Duration.between(asked, heard).dividedBy(2));
    ahead = Duration.between(middle, said);
  }

  /** How far the database's clock is ahead of the machine's. */
  public Duration ahead() {
    return ahead;
  }

  @Override
  public Instant instant() {
    // As exact as logs and people are; both databases keep as much.
    return machine.instant().plus(ahead).truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
