package io.fivewhys.http.events;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;

/**
 * One listener at the end of a connection. While that takes no more, what happens is put together
 * into one event.
 */
public final class EventStream implements Listener {
  private static final String HEARTBEAT = "event: beat\ndata: {}\n\n";

  private final HttpServerResponse response;
  private final Context eventLoop;
  private Optional<Event> waiting = Optional.empty();
  private Optional<Event.Store> waitingStore = Optional.empty();

  /**
   * @param response whose head is set, in chunks
   * @param eventLoop its own
   */
  public EventStream(HttpServerResponse response, Context eventLoop) {
    this.response = response;
    this.eventLoop = eventLoop;
  }

  /**
   * On the event loop, once.
   *
   * @param retryMillis after which a client may come back
   */
  public void open(long retryMillis) {
    response.drainHandler(_ -> flush());
    response.write("retry: " + retryMillis + "\n\n");
  }

  /** On the event loop, so often that the connection is not idle. */
  public void beat() {
    if (isOpen() && !response.writeQueueFull()) {
      response.write(HEARTBEAT);
    }
  }

  @Override
  public void hear(Event event) {
    onLoop(() -> heard(event));
  }

  @Override
  public void end() {
    onLoop(
        () -> {
          if (isOpen()) {
            response.end();
          }
        });
  }

  private void onLoop(Runnable work) {
    try {
      eventLoop.runOnContext(_ -> work.run());
    } catch (RejectedExecutionException stopped) {
      // With the loop all connections are gone.
    }
  }

  private void heard(Event event) {
    if (event instanceof Event.Store store) {
      waitingStore = Optional.of(store);
    } else {
      waiting = Optional.of(waiting.map(it -> together(it, event)).orElse(event));
    }
    flush();
  }

  private void flush() {
    if (isOpen() && !response.writeQueueFull()) {
      waiting.ifPresent(it -> response.write(it.text()));
      waitingStore.ifPresent(it -> response.write(it.text()));
      waiting = Optional.empty();
      waitingStore = Optional.empty();
    }
  }

  private boolean isOpen() {
    return !response.closed() && !response.ended();
  }

  /** Both events in one, with the id of the later. */
  static Event together(Event first, Event then) {
    return switch (then) {
      case Event.Changed(String id, Set<String> topics) ->
          switch (first) {
            case Event.Changed(_, Set<String> before) -> joined(id, before, topics);
            case Event.Reset _ -> new Event.Reset(id);
            case Event.Hello _, Event.Store _ -> then;
          };
      case Event.Hello _, Event.Reset _, Event.Store _ -> then;
    };
  }

  private static Event joined(String id, Set<String> first, Set<String> then) {
    Set<String> all = new TreeSet<>(first);
    all.addAll(then);
    return all.size() > Event.MOST_TOPICS ? new Event.Reset(id) : new Event.Changed(id, all);
  }
}
