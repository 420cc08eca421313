package io.fivewhys.job;

import io.fivewhys.job.JobView.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One piece of work and how far it is. Safe for use by several threads. */
final class Job implements Progress {
  private final String id = UUID.randomUUID().toString();
  private final String kind;
  private final String actor;
  private final Clock clock;
  private final Instant startedAt;
  private Thread thread;
  private boolean cancelled;
  private State state = State.RUNNING;
  private long done;
  private Optional<Long> total = Optional.empty();
  private Optional<Instant> endedAt = Optional.empty();
  private Optional<Object> result = Optional.empty();
  private Optional<Object> problem = Optional.empty();

  Job(String kind, String actor, Clock clock) {
    this.kind = kind;
    this.actor = actor;
    this.clock = clock;
    startedAt = clock.instant();
  }

  String id() {
    return id;
  }

  synchronized void doneBy(Thread its) {
    thread = its;
  }

  synchronized Thread thread() {
    return thread;
  }

  @Override
  public synchronized void total(long steps) {
    total = Optional.of(steps);
  }

  @Override
  public synchronized void done(long steps) {
    done = steps;
    if (cancelled) {
      // A driver may have swallowed the first one.
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Its thread is told to stop; it is cancelled once it has stopped, unless it ended meanwhile.
   *
   * @return whether it still ran
   */
  synchronized boolean cancel() {
    if (state != State.RUNNING) {
      return false;
    }
    cancelled = true;
    thread.interrupt();
    return true;
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  synchronized boolean runs() {
    return state == State.RUNNING;
  }

  /** It came to its end before it could be cancelled. */
  synchronized void ended(Object came) {
    result = Optional.of(came);
    end(State.DONE);
  }

  synchronized void failed(Object why) {
    problem = Optional.of(why);
    end(State.FAILED);
  }

  /** It has stopped because it was told to. */
  synchronized void stopped() {
    end(State.CANCELLED);
  }

  private void end(State how) {
    state = how;
    endedAt = Optional.of(clock.instant());
  }

  synchronized JobView view() {
    return new JobView(id, kind, state, done, total, startedAt, endedAt, actor, result, problem);
  }
}
