package io.fivewhys.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.job.JobView.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobsTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-05T12:00:00Z"), ZoneOffset.UTC);

  private final Jobs jobs = new Jobs(CLOCK, new Jobs.Limits(2, 3), Throwable::getMessage);

  /** A permit for each job of which nothing runs any more. */
  private final Semaphore over = new Semaphore(0);

  @AfterEach
  void close() {
    jobs.close();
  }

  private String start(Jobs.Work work) {
    return jobs.start("test", "admin", work, over::release).orElseThrow().id();
  }

  private static Object endless(Progress progress) throws InterruptedException {
    new CountDownLatch(1).await();
    return "never";
  }

  @Test
  void progressIsSeenAndThenTheResult() throws InterruptedException {
    var half = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    String id =
        start(
            progress -> {
              progress.total(4);
              progress.done(2);
              half.countDown();
              goOn.await();
              return "result";
            });
    half.await();

    JobView running = jobs.find(id).orElseThrow();
    assertThat(running.state()).isEqualTo(State.RUNNING);
    assertThat(running.done()).isEqualTo(2);
    assertThat(running.total()).contains(4L);
    assertThat(running.endedAt()).isEmpty();
    assertThat(running.result()).isEmpty();

    goOn.countDown();
    over.acquire();

    JobView done = jobs.find(id).orElseThrow();
    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.result()).contains("result");
    assertThat(done.endedAt()).contains(CLOCK.instant());
    assertThat(done.brief().result()).isEmpty();
  }

  @Test
  void aCancelledJobStops() throws InterruptedException {
    String id = start(JobsTest::endless);

    JobView stopped = jobs.cancel(id, LONG).orElseThrow();

    assertThat(stopped.state()).isEqualTo(State.CANCELLED);
    assertThat(stopped.problem()).isEmpty();
    over.acquire();
    assertThat(jobs.cancel(id, LONG)).contains(stopped);
  }

  @Test
  void aJobWhoseInterruptWasSwallowedStopsAtItsNextStep() throws InterruptedException {
    String id =
        start(
            progress -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException swallowed) {
                progress.done(1);
              }
              return endless(progress);
            });

    assertThat(jobs.cancel(id, LONG).orElseThrow().state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void aJobThatBreaksSaysWhy() throws InterruptedException {
    String id =
        start(
            _ -> {
              throw new StackOverflowError("too deep");
            });
    over.acquire();

    JobView failed = jobs.find(id).orElseThrow();
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.problem()).contains("too deep");
  }

  @Test
  void onlySoManyRunAndOnlySoManyAreKept() throws InterruptedException {
    String first = start(JobsTest::endless);
    start(JobsTest::endless);

    assertThat(jobs.start("test", "admin", _ -> "", over::release)).isEmpty();

    jobs.cancel(first, LONG);
    String last = first;
    for (int i = 0; i < 3; i++) {
      over.acquire();
      last = start(_ -> "");
    }
    over.acquire();
    // Whoever begins another one comes after the oldest was forgotten.
    jobs.close();

    assertThat(jobs.find(first)).isEmpty();
    assertThat(jobs.list()).hasSizeLessThanOrEqualTo(4).first().returns(last, JobView::id);
  }

  @Test
  void closingStopsWhatRunsAndBeginsNoMore() throws InterruptedException {
    String id = start(JobsTest::endless);

    jobs.close();

    over.acquire();
    assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(State.CANCELLED);
    assertThat(jobs.start("test", "admin", _ -> "", () -> {})).isEmpty();
  }
}
