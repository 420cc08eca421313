package io.fivewhys.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, the last first; what fails to close keeps nothing else open. */
final class Closing implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T later(T opened) {
    open.push(opened);
    return opened;
  }

  @Override
  public synchronized void close() {
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
