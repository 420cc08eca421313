package io.fivewhys.pipeline;

import io.fivewhys.database.Database;
import io.fivewhys.notify.Channel;
import io.fivewhys.notify.Occasion;
import io.fivewhys.store.Outbox;
import io.fivewhys.store.QueuedMessage;
import io.fivewhys.store.QueuedMessage.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/** Messages for those who want to know what became of them. Blocks; safe for use by threads. */
public final class Notifications {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int AT_ONCE = 200;
  private static final int MOST_BATCHES = 50;

  private final Database database;
  private final Outbox outbox;
  private final List<Channel> channels;
  private final Duration abandonAfter;
  private final Runnable courier;

  Notifications(
      Database database,
      Outbox outbox,
      List<Channel> channels,
      Duration abandonAfter,
      Runnable courier) {
    this.abandonAfter = abandonAfter;
    this.database = database;
    this.outbox = outbox;
    this.channels = List.copyOf(channels);
    this.courier = courier;
  }

  public List<Channel> channels() {
    return channels;
  }

  public List<QueuedMessage> list(
      Optional<String> incident,
      Optional<String> channel,
      Optional<State> state,
      Optional<Long> before,
      int limit) {
    return database.read(handle -> outbox.list(handle, incident, channel, state, before, limit));
  }

  public Optional<QueuedMessage> get(long id) {
    return database.read(handle -> outbox.get(handle, id));
  }

  /** What waits, and what was given up, by channel. */
  public List<Outbox.Backlog> backlog() {
    return database.read(outbox::backlog);
  }

  /** {@link #test(String, String, BiConsumer)} alone. */
  public Optional<QueuedMessage> test(String channel, String actor) {
    return test(channel, actor, (_, _) -> {});
  }

  /**
   * Sends a message that tries the channel.
   *
   * @param alongside what belongs into the same transaction; may be called more than once
   * @return its id, to see what becomes of it; empty when there is no such channel
   */
  public Optional<QueuedMessage> test(
      String channel, String actor, BiConsumer<Handle, QueuedMessage> alongside) {
    if (channels.stream().noneMatch(it -> it.name().equals(channel))) {
      return Optional.empty();
    }
    Instant now = database.clock().instant();
    String text = "This is a test by " + actor + ": messages of Fivewhys arrive here.";
    QueuedMessage queued =
        database.write(
            handle -> {
              long id =
                  outbox.add(
                      handle,
                      channel,
                      Optional.empty(),
                      Occasion.TEST,
                      text,
                      Optional.empty(),
                      now);
              QueuedMessage added = outbox.get(handle, id).orElseThrow();
              alongside.accept(handle, added);
              return added;
            });
    courier.run();
    return Optional.of(queued);
  }

  /**
   * Has one tried again that was given up.
   *
   * @return false when it was not, or there is none
   */
  public boolean retry(long id) {
    Instant now = database.clock().instant();
    boolean done = database.write(handle -> outbox.retry(handle, id, now));
    courier.run();
    return done;
  }

  /** In small batches, so that nobody waits for it. */
  void forgetOld() {
    Instant now = database.clock().instant();
    // Whoever delivers gives up first; this is for channels that are not configured any more.
    database.change(handle -> outbox.abandon(handle, now.minus(abandonAfter), now));
    Instant before = now.minus(KEPT);
    for (int i = 0; i < MOST_BATCHES; i++) {
      if (database.<Integer>write(handle -> outbox.forget(handle, before, AT_ONCE)) < AT_ONCE) {
        return;
      }
    }
  }
}
