package io.fivewhys.http.call;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of snapshots may be held at once, in whatever form. Without it many large bodies,
 * each within its own limit, would fill the heap together. Safe for use by several threads.
 */
public final class BodyBudget {
  private final AtomicLong free;

  /**
   * @param bytes of all bodies at the same time
   */
  public BodyBudget(long bytes) {
    free = new AtomicLong(bytes);
  }

  /** Takes all or nothing. */
  boolean tryTake(long bytes) {
    while (true) {
      long before = free.get();
      if (before < bytes) {
        return false;
      }
      if (free.compareAndSet(before, before - bytes)) {
        return true;
      }
    }
  }

  void giveBack(long bytes) {
    free.addAndGet(bytes);
  }

  long free() {
    return free.get();
  }
}
