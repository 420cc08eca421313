package io.fivewhys.http.events;

import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.store.ChangeMark;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for changes while anybody listens, one thread for all listeners, and tells them. Safe for
 * use by threads.
 */
public final class ChangeFeed implements AutoCloseable {
  /** More than a team has consoles open. */
  public static final int MOST_LISTENERS = 64;

  /** Of those, who show neither token nor session: the others are for people who act. */
  public static final int MOST_UNKNOWN = MOST_LISTENERS / 2;

  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Marks marks;
  private final Duration between;

  /** With what each came, until it is greeted; empty from then on. */
  private final Map<Listener, Optional<Arrival>> listeners = new LinkedHashMap<>();

  private final Seats seats = new Seats();

  private EventRing ring = new EventRing();
  private Map<ChangeMark, String> here = Map.of();
  private Map<ChangeMark, String> stored = Map.of();

  /** When the store was asked last and answered; empty before. */
  private Optional<Long> storedNanos = Optional.empty();

  private boolean storeIsUp = true;
  private boolean isLooking;
  private boolean hasLooked;

  /** Of the thread that looks. */
  private boolean failing;

  private boolean isClosed;

  /**
   * Where changes show.
   *
   * @param here those of this process; at hand
   * @param stored those of the store, which block and throw {@link DatabaseUnavailable}
   * @param storeIsUp whether it makes sense to ask the store
   * @param lookback how long the store tells of what changed; a longer pause is a break
   */
  public record Marks(
      Supplier<Map<ChangeMark, String>> here,
      Supplier<Map<ChangeMark, String>> stored,
      BooleanSupplier storeIsUp,
      Duration lookback) {}

  /** What came of wanting to listen. */
  public enum Attached {
    LISTENS,
    ALL_TAKEN,
    /** All places of those who show no token. */
    UNKNOWN_TAKEN
  }

  private record Arrival(Optional<String> lastHeard) {}

  public ChangeFeed(Marks marks) {
    this(marks, BETWEEN_LOOKS);
  }

  ChangeFeed(Marks marks, Duration between) {
    this.marks = marks;
    this.between = between;
  }

  /**
   * Adds a listener, who is greeted as soon as it is sure that nothing will be missed: with {@link
   * Event.Hello} and what happened since, or {@link Event.Reset}.
   *
   * @param isKnown whether he showed a token or a session
   * @param lastHeard id of the last event that he heard of before
   */
  public synchronized Attached attach(
      Listener listener, boolean isKnown, Optional<String> lastHeard) {
    Attached attached = isClosed ? Attached.ALL_TAKEN : seats.take(listener, isKnown);
    if (attached != Attached.LISTENS) {
      return attached;
    }
    listeners.put(listener, Optional.of(new Arrival(lastHeard)));
    if (!isLooking) {
      isLooking = true;
      hasLooked = false;
      Thread.ofVirtual().name("change-feed").start(this::run);
    } else if (hasLooked) {
      greet();
    }
    return attached;
  }

  public synchronized void detach(Listener listener) {
    listeners.remove(listener);
    seats.leave(listener);
  }

  public synchronized int listeners() {
    return listeners.size();
  }

  /** Whether somebody looks for changes at the moment. */
  synchronized boolean isLooking() {
    return isLooking;
  }

  private void run() {
    while (isWanted()) {
      look();
      LockSupport.parkNanos(between.toNanos());
    }
  }

  private synchronized boolean isWanted() {
    isLooking = !isClosed && !listeners.isEmpty();
    return isLooking;
  }

  private void look() {
    long nanos = System.nanoTime();
    try {
      Map<ChangeMark, String> nowHere = marks.here().get();
      Optional<Map<ChangeMark, String>> nowStored = stored();
      looked(nanos, nowHere, nowStored);
      failing = false;
    } catch (Throwable bug) {
      // An Error too: else nobody would be told of anything any more.
      if (!failing) {
        LOG.error("It is not seen what changes", bug);
      }
      failing = true;
    }
  }

  private Optional<Map<ChangeMark, String>> stored() {
    try {
      return marks.storeIsUp().getAsBoolean()
          ? Optional.of(marks.stored().get())
          : Optional.empty();
    } catch (DatabaseUnavailable gone) {
      LOG.debug("Changes are not seen: {}", gone.getMessage());
      return Optional.empty();
    }
  }

  private synchronized void looked(
      long nanos, Map<ChangeMark, String> nowHere, Optional<Map<ChangeMark, String>> nowStored) {
    boolean wasBroken = nowStored.isPresent() && isBreak(nanos);
    Set<String> topics = new TreeSet<>(changed(here, nowHere));
    nowStored.ifPresent(it -> topics.addAll(changed(stored, it)));
    here = nowHere;
    if (nowStored.isPresent()) {
      stored = nowStored.get();
      storedNanos = Optional.of(nanos);
    }
    if (wasBroken || topics.size() > Event.MOST_TOPICS) {
      ring = new EventRing();
      tell(new Event.Reset(ring.id()));
    } else if (!topics.isEmpty()) {
      tell(ring.add(topics));
    }
    if (storeIsUp != nowStored.isPresent()) {
      storeIsUp = nowStored.isPresent();
      tell(new Event.Store(storeIsUp));
    }
    hasLooked = true;
    greet();
  }

  /** Half of it, since rows are seen some time after the one that they bear. */
  private boolean isBreak(long nanos) {
    long longestNanos = marks.lookback().dividedBy(2).toNanos();
    return storedNanos.filter(it -> nanos - it <= longestNanos).isEmpty();
  }

  private static Set<String> changed(Map<ChangeMark, String> before, Map<ChangeMark, String> now) {
    Set<String> topics = new TreeSet<>();
    now.forEach(
        (mark, value) -> {
          if (!value.equals(before.get(mark))) {
            topics.add(mark.topic());
          }
        });
    return topics;
  }

  /** All who were greeted. */
  private void tell(Event event) {
    listeners.forEach(
        (listener, arrival) -> {
          if (arrival.isEmpty()) {
            listener.hear(event);
          }
        });
  }

  private void greet() {
    listeners.replaceAll(
        (listener, arrival) -> {
          arrival.ifPresent(it -> greet(listener, it));
          return Optional.empty();
        });
  }

  private void greet(Listener listener, Arrival arrival) {
    Optional<Event.Changed> missed = arrival.lastHeard().flatMap(ring::since);
    if (arrival.lastHeard().isPresent() && missed.isEmpty()) {
      listener.hear(new Event.Reset(ring.id()));
    } else {
      listener.hear(new Event.Hello(ring.id()));
      missed.filter(it -> !it.topics().isEmpty()).ifPresent(listener::hear);
    }
    // Also that it is up: who comes back may have heard the contrary.
    if (!storeIsUp || arrival.lastHeard().isPresent()) {
      listener.hear(new Event.Store(storeIsUp));
    }
  }

  /** Ends all, and takes no more. */
  @Override
  public synchronized void close() {
    isClosed = true;
    listeners.keySet().forEach(Listener::end);
    listeners.clear();
  }
}
