package io.fivewhys.http.serve;

import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Work that only computes, for people who wait: on one thread of its own, so that it does not take
 * the place of a diagnosis, with a short queue before it. Given up when its client leaves, or when
 * the client asks something newer.
 */
public final class OneAtATime {
  private static final int MOST_WAITING = 8;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private final ThreadPoolExecutor thread;

  /** What was asked last, by who asks it again and again. */
  private final ConcurrentMap<String, Future<?>> latest = new ConcurrentHashMap<>();

  /**
   * @param name of the thread
   */
  public OneAtATime(String name) {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name(name + "-", 0).daemon().factory());
    thread.allowCoreThreadTimeOut(true);
  }

  /**
   * Waits for its turn and for the result.
   *
   * @throws Refusal when too many wait, or the work was given up
   */
  public <T> T done(Callable<T> work, WaitingClient client) throws InterruptedException {
    return done(work, client, Optional.empty());
  }

  /**
   * The same; what was asked before under the same name is given up.
   *
   * @param asker whose newer question makes the older one useless
   */
  public <T> T done(Callable<T> work, WaitingClient client, Optional<String> asker)
      throws InterruptedException {
    var task = new FutureTask<>(work);
    asker.map(name -> latest.put(name, task)).ifPresent(this::giveUp);
    client.whenLeft(() -> giveUp(task));
    try {
      thread.execute(task);
      return task.get();
    } catch (RejectedExecutionException _) {
      var detail = "So much of this kind is asked for that it would wait too long.";
      throw Problem.of(503, "full", detail).retryAfter(TRY_AGAIN);
    } catch (CancellationException _) {
      var detail = "It was given up: its client left, or asked something newer.";
      throw Problem.of(409, "superseded", detail).refusal();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case RuntimeException known -> throw known;
        case Error broken -> throw broken;
        case Throwable other -> throw new IllegalStateException(other);
      }
    } finally {
      asker.ifPresent(name -> latest.remove(name, task));
    }
  }

  /** Its place in the queue becomes free at once. */
  private void giveUp(Future<?> task) {
    task.cancel(true);
    thread.purge();
  }
}
