package io.fivewhys.store;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * UUIDs of version 7 (RFC 9562), each greater as text than the one before, even when several fall
 * into one millisecond or the clock is set back. The random part keeps them unguessable and
 * distinct between processes. Safe for use by several threads.
 */
public final class SortableIds {
  /** Counts within one millisecond: the 12 bits that the RFC names rand_a. */
  private static final int MOST_IN_A_MILLISECOND = 1 << 12;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private long lastMillis;
  private int count;

  public SortableIds(Clock clock) {
    this.clock = clock;
  }

  public synchronized String next() {
    long now = clock.millis();
    if (now > lastMillis) {
      lastMillis = now;
      count = 0;
    } else if (++count == MOST_IN_A_MILLISECOND) {
      lastMillis++;
      count = 0;
    }
    long most = lastMillis << 16 | 7L << 12 | count;
    long least = random.nextLong() >>> 2 | 1L << 63;
    return new UUID(most, least).toString();
  }
}
