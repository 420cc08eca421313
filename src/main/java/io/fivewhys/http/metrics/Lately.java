package io.fivewhys.http.metrics;

import io.fivewhys.database.DatabaseUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value of the database for those who must not wait for that. As long as somebody wants to know
 * it, it is asked for every few seconds on a thread of its own; what has not been known for a while
 * is unknown. Safe for use by threads.
 */
final class Lately<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Lately.class);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration OLDEST = Duration.ofSeconds(30);

  /** Longer than it is from one scrape to the next. */
  private static final Duration WANTED = Duration.ofMinutes(2);

  private final Supplier<T> asking;
  private Optional<T> value = Optional.empty();
  private long asOfNanos;
  private long wantedNanos;
  private boolean running;

  /**
   * @param asking may block
   */
  Lately(Supplier<T> asking) {
    this.asking = asking;
  }

  /** At once; empty when it is not known. */
  synchronized Optional<T> get() {
    wantedNanos = System.nanoTime();
    if (!running) {
      running = true;
      Thread.ofVirtual().name("metrics").start(this::run);
    }
    return value.filter(_ -> isWithin(OLDEST, asOfNanos));
  }

  private void run() {
    try {
      while (isWanted()) {
        ask();
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException _) {
      stopped();
    } catch (RuntimeException bug) {
      LOG.error("What metrics ask of the database fails by a fault of ours", bug);
      stopped();
    }
  }

  private void ask() {
    try {
      T now = asking.get();
      synchronized (this) {
        value = Optional.of(now);
        asOfNanos = System.nanoTime();
      }
    } catch (DatabaseUnavailable gone) {
      LOG.debug("Metrics cannot be asked of the database: {}", gone.getMessage());
    }
  }

  private synchronized boolean isWanted() {
    running = isWithin(WANTED, wantedNanos);
    return running;
  }

  private synchronized void stopped() {
    running = false;
  }

  private static boolean isWithin(Duration span, long sinceNanos) {
    return System.nanoTime() - sinceNanos <= span.toNanos();
  }
}
