package io.fivewhys.demo.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that lets every controller look, after each change and as time goes by. */
final class ControlLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);
  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<Runnable> onChange;
  private final List<Runnable> onTick;
  private final Semaphore changes = new Semaphore(1);
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param onChange what to run, in this order, after changes, and each second
   * @param onTick what to run all the time
   */
  ControlLoop(List<Runnable> onChange, List<Runnable> onTick) {
    this.onChange = onChange;
    this.onTick = onTick;
    this.thread = Thread.ofPlatform().name("control-loop").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Something changed; returns at once. */
  void wake() {
    if (changes.availablePermits() == 0) {
      changes.release();
    }
  }

  private void run() {
    long lastLook = System.nanoTime();
    while (!closed) {
      try {
        boolean changed = changes.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS);
        changes.drainPermits();
        if (changed || System.nanoTime() - lastLook > SECOND.toNanos()) {
          lastLook = System.nanoTime();
          onChange.forEach(Runnable::run);
        }
        onTick.forEach(Runnable::run);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("A controller failed; it goes on with the next look", e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(SECOND);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
