package io.fivewhys.store;

import io.fivewhys.access.Sessions;
import io.fivewhys.access.Sessions.Session;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.store.SessionEnds.End;
import io.fivewhys.store.SessionEnds.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which sessions somebody signed out of, on whichever replica, so that it can be asked
 * without waiting: it reads what is new every second. Whoever cannot read that for a while knows of
 * no session whether it is good. Safe for use by threads.
 */
public final class SessionWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** Longer than a database takes that is slow and answers all the same. */
  static final Duration LONGEST_UNSEEN = Duration.ofSeconds(10);

  /** Far more than people sign out in half a day. */
  static final int MOST = 10_000;

  private static final int ROWS_AT_ONCE = 500;

  private final SessionEnds table;
  private final BooleanSupplier storeIsUp;
  private final Duration between;
  private final int most;

  /** In nanoseconds from wherever, as System.nanoTime. */
  private final LongSupplier ticks;

  private final CountDownLatch closing = new CountDownLatch(1);

  /** By id. Guarded by this, as all below. */
  private final Map<String, End> ended = new HashMap<>();

  /** The last of all sessions of somebody, by whom. */
  private final Map<String, End> everywhere = new HashMap<>();

  private Optional<Instant> lookedAt = Optional.empty();
  private long lookedNanos;

  /** Whether a session may be used. */
  public enum Standing {
    GOOD,
    /** Somebody signed out. */
    ENDED,
    /** The database has not said so for too long. */
    UNKNOWN
  }

  /**
   * @param storeIsUp whether it makes sense to ask the database
   */
  public SessionWatch(SessionEnds table, BooleanSupplier storeIsUp) {
    this(table, storeIsUp, BETWEEN_LOOKS, MOST, System::nanoTime);
  }

  SessionWatch(
      SessionEnds table,
      BooleanSupplier storeIsUp,
      Duration between,
      int most,
      LongSupplier ticks) {
    this.table = table;
    this.storeIsUp = storeIsUp;
    this.between = between;
    this.most = most;
    this.ticks = ticks;
  }

  /** Looks once, and then again and again until it is closed. */
  public void start() {
    look();
    Thread.ofVirtual().name("session-watch").start(this::follow);
  }

  /** Waits for nothing. */
  public synchronized Standing standing(Session session) {
    End all = everywhere.get(session.subject());
    if (ended.containsKey(session.id())
        || all != null && !session.issuedAt().isAfter(all.endedAt())) {
      return Standing.ENDED;
    }
    boolean isFresh =
        lookedAt.isPresent() && ticks.getAsLong() - lookedNanos <= LONGEST_UNSEEN.toNanos();
    return isFresh && storeIsUp.getAsBoolean() ? Standing.GOOD : Standing.UNKNOWN;
  }

  /**
   * Ends one session: here at once, on other replicas with their next look. Blocks.
   *
   * @throws DatabaseUnavailable when it cannot be written; then nothing has ended
   */
  public void end(Session session) {
    Instant now = table.clock().instant();
    write(new End(session.id(), session.subject(), false, now, session.expiresAt()));
  }

  /**
   * Ends all sessions of whoever has this one, with whichever browser. Blocks.
   *
   * @throws DatabaseUnavailable as {@link #end}
   */
  public void endAll(Session session) {
    Instant now = table.clock().instant();
    String id = "all-" + UUID.randomUUID();
    write(new End(id, session.subject(), true, now, now.plus(Sessions.USUAL_LIFETIME)));
  }

  private void write(End end) {
    table.add(end);
    add(end);
  }

  private synchronized void add(End end) {
    // Beyond what is remembered one by one, all that somebody had before have ended.
    if (end.everywhere() || ended.size() >= most && !ended.containsKey(end.id())) {
      everywhere.merge(end.subject(), ofAll(end), SessionWatch::together);
    } else {
      ended.put(end.id(), end);
    }
  }

  private static End ofAll(End end) {
    Instant last = end.endedAt().plus(Sessions.USUAL_LIFETIME);
    Instant expiresAt = end.expiresAt().isAfter(last) ? end.expiresAt() : last;
    return new End(end.id(), end.subject(), true, end.endedAt(), expiresAt);
  }

  private static End together(End one, End other) {
    return one.endedAt().isAfter(other.endedAt()) ? one : other;
  }

  private void follow() {
    try {
      while (!closing.await(between.toNanos(), TimeUnit.NANOSECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      if (storeIsUp.getAsBoolean()) {
        read();
      }
    } catch (DatabaseUnavailable gone) {
      LOG.debug("It is not seen who signs out: {}", gone.getMessage());
    } catch (RuntimeException | Error bug) {
      // Else nobody would look again, and nobody could come in.
      LOG.error("It is not seen who signs out", bug);
    }
  }

  private void read() {
    long nanos = ticks.getAsLong();
    Instant now = table.clock().instant();
    Place place = Place.after(from(now));
    List<End> found;
    do {
      found = table.after(place, ROWS_AT_ONCE);
      found.forEach(this::add);
      place = found.isEmpty() ? place : new Place(found.getLast().endedAt(), found.getLast().id());
    } while (found.size() == ROWS_AT_ONCE);
    looked(now, nanos);
  }

  /** A row can be seen some time after the one that it bears; the first look is at all of them. */
  private synchronized Instant from(Instant now) {
    return lookedAt
        .map(it -> it.isBefore(now) ? it : now)
        .map(it -> it.minus(ChangeMarks.LOOKBACK))
        .orElse(Instant.EPOCH);
  }

  private synchronized void looked(Instant now, long nanos) {
    lookedAt = Optional.of(now);
    lookedNanos = nanos;
    ended.values().removeIf(it -> !it.expiresAt().isAfter(now));
    everywhere.values().removeIf(it -> !it.expiresAt().isAfter(now));
  }

  /** Looks no more. */
  @Override
  public void close() {
    closing.countDown();
  }
}
