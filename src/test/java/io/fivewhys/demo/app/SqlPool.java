package io.fivewhys.demo.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A few connections to the database, shared by all requests of one pod. */
final class SqlPool implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** What is done with a connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final String name;
  private final String url;
  private final Properties properties = new Properties();
  private final int size;
  private final Semaphore permits;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  SqlPool(String name, String url, String user, String password, int size) {
    this.name = name;
    this.url = url;
    this.size = size;
    this.permits = new Semaphore(size, true);
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "5");
    properties.setProperty("ApplicationName", name);
  }

  /** Does it on a connection of its own; one that failed is not used again. */
  <T> T with(Work<T> work) throws SQLException {
    take();
    Connection connection = null;
    boolean sound = false;
    try {
      connection = idle.pollFirst();
      if (connection == null) {
        connection = DriverManager.getConnection(url, properties);
      }
      T result = work.on(connection);
      sound = true;
      return result;
    } finally {
      give(connection, sound && !closed);
      permits.release();
    }
  }

  private void take() throws SQLException {
    try {
      if (permits.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new SQLTransientConnectionException(
        ("%s - Connection is not available, request timed out after %dms"
                + " (total=%d, active=%d, idle=%d, waiting=%d)")
            .formatted(
                name, LONGEST_WAIT.toMillis(), size, size, idle.size(), permits.getQueueLength()));
  }

  private void give(Connection connection, boolean again) throws SQLException {
    if (connection == null) {
      return;
    }
    if (again) {
      idle.addFirst(connection);
    } else {
      connection.close();
    }
  }

  @Override
  public void close() throws SQLException {
    closed = true;
    for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
      connection.close();
    }
  }
}
