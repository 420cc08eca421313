package io.fivewhys.demo.app;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.Queue;

/** The memory of one container, and the kernel that ends it when it holds more than its limit. */
final class Memory {
  private record Held(long bytes, Instant until) implements Comparable<Held> {
    @Override
    public int compareTo(Held other) {
      return until.compareTo(other.until);
    }
  }

  private final long limit;
  private final Runnable onOutOfMemory;
  private final Queue<Held> held = new PriorityQueue<>();
  private long used;

  /**
   * @param always what it holds from its start to its end, in bytes
   */
  Memory(long limit, long always, Runnable onOutOfMemory) {
    this.limit = limit;
    this.used = always;
    this.onOutOfMemory = onOutOfMemory;
  }

  /** Takes memory for some time; over the limit, the process is ended. */
  void hold(long bytes, Duration howLong) {
    boolean over;
    synchronized (this) {
      held.add(new Held(bytes, Instant.now().plus(howLong)));
      used += bytes;
      letGo();
      over = used > limit;
    }
    if (over) {
      onOutOfMemory.run();
    }
  }

  synchronized long usedBytes() {
    letGo();
    return Math.min(used, limit);
  }

  private void letGo() {
    Instant now = Instant.now();
    while (!held.isEmpty() && held.peek().until().isBefore(now)) {
      used -= held.remove().bytes();
    }
  }

  /** Of the limit, 0.0 to 1.0. */
  double share() {
    return (double) usedBytes() / limit;
  }
}
