package io.fivewhys.http.serve;

import io.fivewhys.http.call.HttpOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many connections there are, and that each of them asks something in time. An idle timeout
 * alone does not help against a client that sends a byte of its headers now and then. On the event
 * loop only.
 */
public final class Connections {
  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final HttpOptions options;
  private final Map<HttpConnection, Long> timers = new HashMap<>();

  /**
   * @param options how many there may be, and how long they may be silent
   */
  public Connections(Vertx vertx, HttpOptions options) {
    this.vertx = vertx;
    this.options = options;
  }

  /** A client has connected; it is closed at once when there are too many. */
  public void opened(HttpConnection connection) {
    if (timers.size() >= options.maxConnections()) {
      connection.close();
      return;
    }
    timers.put(connection, closeAfter(connection, options.headerTimeout()));
    connection.closeHandler(_ -> cancel(timers.remove(connection)));
  }

  /** The headers of a request are there: no silence is counted until it is answered. */
  public void requestBegan(HttpConnection connection) {
    cancel(timers.replace(connection, NO_TIMER));
  }

  void requestEnded(HttpConnection connection) {
    if (timers.containsKey(connection)) {
      cancel(timers.put(connection, closeAfter(connection, options.idleTimeout())));
    }
  }

  private long closeAfter(HttpConnection connection, Duration time) {
    return vertx.setTimer(time.toMillis(), _ -> connection.close());
  }

  private void cancel(Long timer) {
    if (timer != null && timer != NO_TIMER) {
      vertx.cancelTimer(timer);
    }
  }
}
