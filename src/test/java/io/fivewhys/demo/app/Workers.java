package io.fivewhys.demo.app;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/** The request threads of a service and the queue before them; who finds it full is sent away. */
final class Workers {
  private final int threads;
  private final Semaphore idle;
  private final Semaphore places;
  private final int queue;

  Workers(int threads, int queue) {
    this.threads = threads;
    this.queue = queue;
    this.idle = new Semaphore(threads, true);
    this.places = new Semaphore(threads + queue);
  }

  /** Requests that would be taken in now. */
  int places() {
    return places.availablePermits();
  }

  <T> T run(Callable<T> work) throws Exception {
    if (!places.tryAcquire()) {
      throw new RejectedExecutionException(
          "request queue is full [pool size = %d, active threads = %d, queued tasks = %d]"
              .formatted(threads, threads, queue));
    }
    try {
      idle.acquire();
      try {
        return work.call();
      } finally {
        idle.release();
      }
    } finally {
      places.release();
    }
  }
}
