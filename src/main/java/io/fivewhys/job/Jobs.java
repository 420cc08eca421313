package io.fivewhys.job;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The long work of this process, each on a thread of its own, and the last of what came of it. In
 * memory only. Safe for use by several threads.
 */
public final class Jobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

  private final Clock clock;
  private final Limits limits;
  private final Function<Throwable, Object> problems;
  private final Map<String, Job> all = new LinkedHashMap<>();
  private boolean closed;

  /**
   * How much is taken on.
   *
   * @param running jobs at the same time, 1 or more
   * @param kept jobs that have ended and can still be read, 0 or more; the oldest go first
   */
  public record Limits(int running, int kept) {
    /** Four that run, twenty that have ended. */
    public static Limits usual() {
      return new Limits(4, 20);
    }
  }

  /**
   * @param problems what is told of a job that failed, as a document
   */
  public Jobs(Clock clock, Limits limits, Function<Throwable, Object> problems) {
    this.clock = clock;
    this.limits = limits;
    this.problems = problems;
  }

  /** What a job does. */
  @FunctionalInterface
  public interface Work {
    /**
     * @param progress is told how far it is
     * @return what came of it, as a document
     * @throws InterruptedException when its thread is interrupted, which cancels it
     */
    Object result(Progress progress) throws Exception;
  }

  /**
   * Begins, and does not wait.
   *
   * @param afterwards done once nothing of it runs any more, however it ended; never when it was
   *     not begun
   * @return empty when so many run that it is not begun, or the service stops
   */
  public synchronized Optional<JobView> start(
      String kind, String actor, Work work, Runnable afterwards) {
    if (closed || all.values().stream().filter(Job::runs).count() >= limits.running()) {
      return Optional.empty();
    }
    var job = new Job(kind, actor, clock);
    // No virtual thread: it may read from a socket, and an interrupted one would close that.
    Thread thread =
        Thread.ofPlatform()
            .name("job-" + kind)
            .daemon()
            .unstarted(
                () -> {
                  try {
                    run(job, work);
                  } finally {
                    afterwards.run();
                    forgetOldest();
                  }
                });
    job.doneBy(thread);
    thread.start();
    all.put(job.id(), job);
    return Optional.of(job.view());
  }

  private void run(Job job, Work work) {
    try {
      job.ended(work.result(job));
    } catch (Throwable broken) {
      // Whatever breaks while it is told to stop breaks because of that. An Error ends it too:
      // nobody else would hear of it.
      if (job.isCancelled()) {
        job.stopped();
      } else {
        job.failed(problems.apply(broken));
      }
    }
  }

  private synchronized void forgetOldest() {
    List<String> ended = all.values().stream().filter(it -> !it.runs()).map(Job::id).toList();
    ended.stream().limit(Math.max(0, ended.size() - limits.kept())).forEach(all::remove);
  }

  public synchronized Optional<JobView> find(String id) {
    return Optional.ofNullable(all.get(id)).map(Job::view);
  }

  /** All that is known, the newest first. */
  public synchronized List<JobView> list() {
    return new ArrayList<>(all.values()).reversed().stream().map(Job::view).toList();
  }

  /**
   * Tells a job to stop. One that has ended stays as it is.
   *
   * @param patience how long is waited until it has stopped
   * @return how it stands then; empty when it is not known
   */
  public Optional<JobView> cancel(String id, Duration patience) throws InterruptedException {
    Job job;
    synchronized (this) {
      job = all.get(id);
    }
    if (job != null && job.cancel()) {
      job.thread().join(patience);
    }
    return Optional.ofNullable(job).map(Job::view);
  }

  /** Begins no more, cancels what runs, and waits a little until it has stopped. */
  @Override
  public void close() {
    List<Thread> running;
    synchronized (this) {
      closed = true;
      running = all.values().stream().filter(Job::cancel).map(Job::thread).toList();
    }
    long endNanos = System.nanoTime() + LONGEST_GOODBYE.toNanos();
    try {
      for (Thread thread : running) {
        if (!thread.join(Duration.ofNanos(Math.max(1, endNanos - System.nanoTime())))) {
          LOG.warn("{} was still under way when the service stopped", thread.getName());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
