package io.fivewhys.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what was opened, the last first; what fails to close keeps nothing else open. Also when
 * the process is asked to end: a database would outlive it.
 */
final class Closing implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Thread onExit = new Thread(this::closeAll, "demo-estate-end");

  Closing() {
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  synchronized <T extends AutoCloseable> T later(T opened) {
    open.push(opened);
    return opened;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException ending) {
      // the process ends already, and the hook closes too
    }
    closeAll();
  }

  private synchronized void closeAll() {
    IllegalStateException failed = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        if (failed == null) {
          failed = new IllegalStateException("the estate did not end well", e);
        } else {
          failed.addSuppressed(e);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
