package io.fivewhys.demo.cluster;

import io.fabric8.mockwebserver.crud.AttributeSet;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Somebody who is told of changes of the objects that he asked for, for as long as he listens. He
 * is told by a thread of his own: sending waits for the client, and nobody else shall.
 */
final class Watch extends WebSocketListener {
  /** RFC 6455, 7.4.1. */
  private static final int GOING_AWAY = 1001;

  /**
   * A change of one object.
   *
   * @param version of the resource after it
   * @param before JSON; null for a new object
   * @param after JSON; null for a deleted one
   */
  record Change(
      long version, AttributeSet oldKey, String before, AttributeSet newKey, String after) {}

  private final AttributeSet wanted;
  private final Consumer<Watch> onOpen;
  private final Consumer<Watch> onEnd;
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private volatile Thread sender;

  Watch(AttributeSet wanted, Consumer<Watch> onOpen, Consumer<Watch> onEnd) {
    this.wanted = wanted;
    this.onOpen = onOpen;
    this.onEnd = onEnd;
  }

  void tell(Change change) {
    boolean was = change.oldKey() != null && change.oldKey().matches(wanted);
    boolean is = change.newKey() != null && change.newKey().matches(wanted);
    if (was && is) {
      send("MODIFIED", change.after());
    } else if (was) {
      send("DELETED", change.before());
    } else if (is) {
      send("ADDED", change.after());
    }
  }

  void send(String type, String object) {
    messages.add("{\"type\":\"%s\",\"object\":%s}".formatted(type, object));
  }

  boolean wants(AttributeSet key) {
    return key.matches(wanted);
  }

  @Override
  public void onOpen(WebSocket opened, Response response) {
    sender = Thread.ofVirtual().name("watch").start(() -> sendAll(opened));
    onOpen.accept(this);
  }

  private void sendAll(WebSocket socket) {
    try {
      while (socket.send(messages.take())) {}
      // Who is told no more must not go on believing that nothing changes.
      socket.close(GOING_AWAY, "a change could not be told");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the client has left
    }
    onEnd.accept(this);
  }

  @Override
  public void onClosing(WebSocket closing, int code, String reason) {
    end();
    closing.close(code, reason);
  }

  @Override
  public void onClosed(WebSocket closed, int code, String reason) {
    end();
  }

  @Override
  public void onFailure(WebSocket failed, Throwable failure, Response response) {
    end();
  }

  private void end() {
    onEnd.accept(this);
    if (sender != null) {
      sender.interrupt();
    }
  }
}
