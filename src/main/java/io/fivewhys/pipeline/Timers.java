package io.fivewhys.pipeline;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Duties on the clock of the database, so that they outlive a crash and replicas share them: one
 * that was begun by a process that shows no sign of life for {@link #DEAD_AFTER} is done by
 * another.
 */
final class Timers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int MISSED_HEARTBEATS = 4;

  /** A process that was silent for so long is dead. */
  static final Duration DEAD_AFTER = HEARTBEAT.multipliedBy(MISSED_HEARTBEATS);

  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

  private final Scheduler scheduler;

  /**
   * Not started yet.
   *
   * @param replica unique among those that share the database
   */
  Timers(Database database, List<Duty> duties, String replica, PipelineListener listener) {
    List<RecurringTask<Void>> tasks = duties.stream().map(it -> task(it, listener)).toList();
    scheduler =
        Scheduler.create(database.dataSource())
            .startTasks(tasks)
            .clock(() -> database.clock().instant())
            .schedulerName(new SchedulerName.Fixed(replica))
            .executorService(Executors.newVirtualThreadPerTaskExecutor())
            .threads(Math.max(4, duties.size()))
            .pollingInterval(POLL)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(LONGEST_GOODBYE)
            // Said here once for each time that it begins and ends.
            .failureLogging(LogLevel.OFF, false)
            .build();
  }

  private static RecurringTask<Void> task(Duty duty, PipelineListener listener) {
    return Tasks.recurring(duty.name(), FixedDelay.of(duty.every()))
        .onFailureReschedule()
        .onDeadExecutionRevive()
        .execute((_, _) -> run(duty, listener));
  }

  private static void run(Duty duty, PipelineListener listener) {
    try {
      duty.work().run();
      listener.ran(duty.name(), "done");
    } catch (DatabaseUnavailable gone) {
      LOG.warn("{} has to wait: {}", duty.name(), gone.getMessage());
      listener.ran(duty.name(), "failed");
    } catch (RuntimeException bug) {
      LOG.error("{} failed; it is tried again", duty.name(), bug);
      listener.ran(duty.name(), "failed");
    }
  }

  void start() {
    scheduler.start();
  }

  /** Begins nothing any more, and lets what is under way end, for 5 seconds at most. */
  @Override
  public void close() {
    scheduler.stop();
  }
}
