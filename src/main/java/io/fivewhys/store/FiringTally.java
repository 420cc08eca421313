package io.fivewhys.store;

import io.fivewhys.store.RuleFirings.Fired;
import io.fivewhys.store.RuleFirings.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in memory which rules had their part in diagnoses, and writes the sums down every few
 * seconds, so that nobody who makes a diagnosis waits for it and none fails by it. A crash loses
 * the last seconds. Safe for use by several threads.
 */
public final class FiringTally implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FiringTally.class);
  private static final Duration BETWEEN = Duration.ofSeconds(5);
  private static final Duration LONGEST_FLUSH = Duration.ofSeconds(10);

  /** While the database is gone; what is more is not counted. */
  static final int MOST_KEYS = 20_000;

  private final RuleFirings store;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("rule-firings").daemon().factory());

  /** Said once. */
  private volatile boolean failing;

  /** Guarded by this. */
  private SortedMap<Key, Fired> tally = new TreeMap<>();

  /**
   * @param clock that of the database, where several share it
   */
  public FiringTally(RuleFirings store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Begins to write down. */
  public void start() {
    long millis = BETWEEN.toMillis();
    thread.scheduleWithFixedDelay(this::flush, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * One diagnosis.
   *
   * @param rules names of those that had their part in it
   */
  public void count(Set<String> rules) {
    Instant now = clock.instant();
    var once = new Fired(1, now);
    synchronized (this) {
      rules.forEach(rule -> add(Key.of(rule, now), once));
    }
  }

  private void add(Key key, Fired fired) {
    if (tally.size() < MOST_KEYS || tally.containsKey(key)) {
      tally.merge(key, fired, Fired::and);
    }
  }

  /** Writes down what was counted since the last time; keeps it where that cannot be. */
  public void flush() {
    SortedMap<Key, Fired> taken;
    synchronized (this) {
      taken = tally;
      tally = new TreeMap<>();
    }
    try {
      store.add(taken);
      failing = false;
    } catch (RuntimeException e) {
      // Whatever it is: the thread has to come again.
      if (!failing) {
        LOG.warn("Firings of {} rules wait to be written down", taken.size(), e);
      }
      failing = true;
      synchronized (this) {
        taken.forEach(this::add);
      }
    }
  }

  /** Writes the last of it down. */
  @Override
  public void close() {
    // Nobody is interrupted: a write under way is finished.
    thread.shutdown();
    try {
      thread.awaitTermination(LONGEST_FLUSH.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    flush();
  }
}
