package io.fivewhys.pipeline;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.notify.Channel;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.Message;
import io.fivewhys.store.Outbox;
import io.fivewhys.store.Outbox.Claimed;
import io.fivewhys.store.QueuedMessage.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages from the outbox to their channels. Each channel has its own few threads, so that
 * a slow one holds up no other; a message that another replica brings is left to it until its claim
 * is over.
 */
final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  /** Longer than any channel tries once. */
  static final Duration CLAIM = Duration.ofSeconds(45);

  private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

  /** A pager that does not answer is asked again after minutes, as its makers wish. */
  private static final Duration FIRST_OF_A_PAGER = Duration.ofMinutes(1);

  /** A wait that is longer is the message's own, not the channel's. */
  private static final Duration MOST_HELD = Duration.ofMinutes(1);

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Database database;
  private final Outbox outbox;
  private final List<Channel> channels;
  private final Messages messages;
  private final PipelineListener listener;
  private final Duration parkAfter;
  private final Semaphore kicks = new Semaphore(0);
  private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean closed;
  private boolean failing;

  /**
   * Not started yet.
   *
   * @param parkAfter how long a message is tried
   */
  Courier(
      Database database,
      Outbox outbox,
      List<Channel> channels,
      Messages messages,
      Duration parkAfter,
      PipelineListener listener) {
    this.database = database;
    this.outbox = outbox;
    this.channels = List.copyOf(channels);
    this.messages = messages;
    this.parkAfter = parkAfter;
    this.listener = listener;
    channels.forEach(it -> underWay.put(it.name(), new AtomicInteger()));
    thread = Thread.ofVirtual().name("courier").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** There may be something to deliver; returns at once. */
  void kick() {
    kicks.release();
  }

  private void run() {
    try {
      while (!closed) {
        round();
        if (kicks.tryAcquire(BETWEEN_ROUNDS.toMillis(), TimeUnit.MILLISECONDS)) {
          kicks.drainPermits();
        }
      }
    } catch (InterruptedException _) {
      // Closing.
    }
  }

  private void round() {
    for (Channel channel : channels) {
      try {
        claimed(channel)
            .forEach(it -> Thread.ofVirtual().name("deliver").start(() -> bring(channel, it)));
        told();
      } catch (DatabaseUnavailable gone) {
        tell("Messages cannot be fetched at the moment: " + gone.getMessage());
      } catch (RuntimeException bug) {
        LOG.error("Messages for {} could not be fetched by a fault of ours", channel.name(), bug);
      }
    }
  }

  private void told() {
    if (failing) {
      failing = false;
      LOG.info("Messages are fetched again");
    }
  }

  private void tell(String text) {
    if (!failing) {
      failing = true;
      LOG.warn(text);
    }
  }

  private List<Claimed> claimed(Channel channel) {
    AtomicInteger busy = underWay.get(channel.name());
    int free = channel.concurrency() - busy.get();
    Instant now = database.clock().instant();
    if (free <= 0 || !database.<Boolean>read(it -> outbox.hasDue(it, channel.name(), now))) {
      return List.of();
    }
    int most = channel.spacing().isZero() ? free : 1;
    List<Claimed> claimed =
        database.write(
            handle ->
                outbox.paced(handle, channel.name(), channel.spacing(), now)
                    ? outbox.claim(handle, channel.name(), most, CLAIM, now)
                    : List.of());
    busy.addAndGet(claimed.size());
    return claimed;
  }

  private void bring(Channel channel, Claimed claimed) {
    try {
      long beganNanos = System.nanoTime();
      Delivery delivery = delivered(channel, claimed);
      Duration took = Duration.ofNanos(System.nanoTime() - beganNanos);
      listener.delivered(channel, note(channel, claimed, delivery), took);
    } catch (InterruptedException _) {
      // Closing; the message is brought by another, or after the next start.
    } catch (DatabaseUnavailable gone) {
      // What the store does not know to be delivered is delivered once more.
      LOG.warn(
          "What became of message {} cannot be noted: {}",
          claimed.message().message(),
          gone.getMessage());
    } catch (RuntimeException bug) {
      LOG.error("Message {} was not brought by a fault of ours", claimed.message().message(), bug);
    } finally {
      underWay.get(channel.name()).decrementAndGet();
      kick();
    }
  }

  private Delivery delivered(Channel channel, Claimed claimed) throws InterruptedException {
    Message message = messages.of(claimed.message());
    Optional<String> reference =
        claimed
            .message()
            .incident()
            .flatMap(it -> database.read(h -> outbox.reference(h, it, channel.name())));
    try {
      return channel.deliver(message, reference);
    } catch (RuntimeException bug) {
      LOG.error("Channel {} failed by a fault of ours", channel.name(), bug);
      return new Delivery.Failed("the service failed; its log says how", Optional.empty());
    }
  }

  private String note(Channel channel, Claimed claimed, Delivery delivery) {
    Instant now = database.clock().instant();
    return database.write(
        handle ->
            switch (delivery) {
              case Delivery.Delivered(Optional<String> reference) -> {
                boolean ours = outbox.end(handle, claimed, State.DELIVERED, Optional.empty(), now);
                claimed
                    .message()
                    .incident()
                    .filter(_ -> ours)
                    .ifPresent(
                        incident ->
                            reference.ifPresent(
                                it -> outbox.refer(handle, incident, channel.name(), it)));
                yield "delivered";
              }
              case Delivery.Refused(String reason) -> {
                LOG.error(
                    "Channel {} refuses message {}: {}",
                    channel.name(),
                    claimed.message().message(),
                    reason);
                outbox.end(handle, claimed, State.REFUSED, Optional.of(reason), now);
                yield "refused";
              }
              case Delivery.Failed(String reason, Optional<Duration> after) ->
                  failed(handle, channel, claimed, reason, after, now);
            });
  }

  private String failed(
      org.jdbi.v3.core.Handle handle,
      Channel channel,
      Claimed claimed,
      String reason,
      Optional<Duration> asked,
      Instant now) {
    if (claimed.message().queuedAt().plus(parkAfter).isBefore(now)) {
      LOG.error(
          "Message {} for {} is given up: {}", claimed.message().message(), channel.name(), reason);
      outbox.end(handle, claimed, State.PARKED, Optional.of(reason), now);
      return "parked";
    }
    Instant next = now.plus(backOff(channel).after(claimed.message().attempts() + 1, asked));
    LOG.warn(
        "Channel {} did not take message {}: {}",
        channel.name(),
        claimed.message().message(),
        reason);
    outbox.postpone(handle, claimed, next, reason);
    // The others of the channel wait as long as the other side asked for, not as this one has to.
    asked
        .filter(it -> it.compareTo(MOST_HELD) <= 0)
        .ifPresent(it -> outbox.hold(handle, channel.name(), now.plus(it)));
    return "failed";
  }

  private static BackOff backOff(Channel channel) {
    Duration first = channel.type().equals("pagerduty") ? FIRST_OF_A_PAGER : FIRST;
    return new BackOff(first, LONGEST, Math::random);
  }

  /** Takes no more, and lets those under way end, for 5 seconds at most. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    long endNanos = System.nanoTime() + LONGEST_GOODBYE.toNanos();
    try {
      while (underWay.values().stream().anyMatch(it -> it.get() > 0)
          && System.nanoTime() < endNanos) {
        kicks.tryAcquire(50, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
