package io.fivewhys.database;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database answers, looked at again and again by a thread of its own, so that who asks
 * waits for nothing. One that takes too long counts as one that does not answer. Tells the log when
 * that changes.
 */
public final class DatabasePulse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabasePulse.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** Longer than a busy one takes, also for a connection to become free. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  private final Runnable look;
  private final LongSupplier nanos;
  private final String place;
  private volatile boolean answered = true;
  private volatile long answeredNanos;
  private volatile boolean closed;
  private Thread thread;

  /** Of one that was just opened. */
  public DatabasePulse(Database database) {
    this(
        () -> {
          database.read(handle -> handle.createQuery("select 1").mapTo(Integer.class).one());
          database.clock();
        },
        database.place(),
        System::nanoTime);
  }

  DatabasePulse(Runnable look, String place, LongSupplier nanos) {
    this.look = look;
    this.place = place;
    this.nanos = nanos;
    answeredNanos = nanos.getAsLong();
  }

  /** Once. */
  public void start() {
    thread = Thread.ofVirtual().name("database-pulse").start(this::run);
  }

  /** It answered when it was asked last, and that is not long ago. Waits for nothing. */
  public boolean isUp() {
    return answered && nanos.getAsLong() - answeredNanos <= LONGEST_SILENCE.toNanos();
  }

  private void run() {
    while (!closed) {
      beat();
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  void beat() {
    boolean before = answered;
    try {
      look.run();
      answeredNanos = nanos.getAsLong();
      answered = true;
      if (!before) {
        LOG.info("{} answers again", place);
      }
    } catch (RuntimeException failure) {
      answered = false;
      if (before && !closed) {
        LOG.error("The database does not answer: {}", failure.getMessage());
      }
    }
  }

  /** Looks no more. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
