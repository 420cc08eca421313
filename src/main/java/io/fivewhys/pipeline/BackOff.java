package io.fivewhys.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long it is until the next try: twice as long after each, up to a bound, and never less than
 * what the other side asked for. A random part keeps those who failed together from coming
 * together.
 *
 * @param first after the first try
 * @param longest between two tries
 * @param random from 0 to 1
 */
record BackOff(Duration first, Duration longest, DoubleSupplier random) {
  /** The other side may ask for so much; what asks for more is not believed. */
  static final Duration MOST_ASKED = Duration.ofHours(1);

  /**
   * @param attempts that were made, 1 or more
   */
  Duration after(int attempts, Optional<Duration> asked) {
    int doublings = Math.min(20, attempts - 1);
    Duration grown = first.multipliedBy(1L << doublings);
    Duration bounded = grown.compareTo(longest) < 0 ? grown : longest;
    double factor = 0.8 + 0.4 * random.getAsDouble();
    Duration own = Duration.ofMillis((long) (bounded.toMillis() * factor));
    Duration least =
        asked
            .filter(it -> it.compareTo(MOST_ASKED) < 0)
            .orElse(asked.isPresent() ? MOST_ASKED : own);
    return own.compareTo(least) > 0 ? own : least;
  }
}
