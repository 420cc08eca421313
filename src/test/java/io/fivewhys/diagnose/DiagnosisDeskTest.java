package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.fact.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DiagnosisDeskTest {
  private static final Snapshot SNAPSHOT =
      new Snapshot(
          "edge", "default", SampleDiagnoses.OBSERVED_AT, Duration.ofMinutes(5), List.of());
  private static final Duration LONG = Duration.ofSeconds(20);

  private final CountDownLatch mayFinish = new CountDownLatch(1);
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private DiagnosisDesk desk;

  @AfterEach
  void close() {
    mayFinish.countDown();
    desk.close();
  }

  @Test
  void answersAndTellsItsListener() throws InterruptedException {
    open(1, 0, LONG, LONG, snapshot -> SampleDiagnoses.healthy(snapshot.gateway()));

    assertThat(desk.submit(SNAPSHOT).await().gateway()).isEqualTo("edge");
    assertThat(heard).containsExactly("queued", "started", "finished healthy");
  }

  @Test
  void refusesWhatFindsNeitherThreadNorPlace() throws InterruptedException {
    open(1, 1, LONG, LONG, this::whenAllowed);
    var running = desk.submit(SNAPSHOT);
    var waiting = desk.submit(SNAPSHOT);
    hear("started");

    assertThat(desk.isFull()).isTrue();
    assertThat(desk.waiting()).isEqualTo(1);
    assertThatThrownBy(() -> desk.submit(SNAPSHOT))
        .isInstanceOfSatisfying(
            DeskRefused.class,
            refused -> assertThat(refused.reason()).isEqualTo(DeskRefused.Reason.FULL));
    mayFinish.countDown();
    assertThat(running.await()).isEqualTo(waiting.await());
  }

  @Test
  void answersAtTheDeadlineButKeepsThePlaceUntilTheThreadIsFree() throws InterruptedException {
    open(1, 0, Duration.ofMillis(20), LONG, this::whenAllowed);
    var late = desk.submit(SNAPSHOT);

    assertThatThrownBy(late::await)
        .isInstanceOfSatisfying(
            DiagnosisFailed.class,
            failed -> assertThat(failed.code()).isEqualTo(DiagnosisFailed.Code.DEADLINE_EXCEEDED));
    assertThat(desk.isFull()).isTrue();
    assertThat(desk.running()).isEqualTo(1);
    mayFinish.countDown();
    assertThat(desk.drain(LONG)).isTrue();
    assertThat(desk.running()).isZero();
    assertThat(heard).containsExactly("queued", "started", "failed deadline_exceeded");
  }

  @Test
  void refusesWhatWaitedTooLongInTheQueue() throws InterruptedException {
    open(1, 1, LONG, Duration.ofMillis(20), this::whenAllowed);
    desk.submit(SNAPSHOT);
    hear("started");
    var waiting = desk.submit(SNAPSHOT);

    assertThatThrownBy(waiting::await)
        .isInstanceOfSatisfying(
            DeskRefused.class,
            refused -> assertThat(refused.reason()).isEqualTo(DeskRefused.Reason.WAITED_TOO_LONG));
    assertThat(desk.isFull()).isFalse();
  }

  @Test
  void givesThePlaceOfAnAbandonedTicketBack() throws InterruptedException {
    open(1, 1, LONG, LONG, this::whenAllowed);
    desk.submit(SNAPSHOT);
    hear("started");
    var waiting = desk.submit(SNAPSHOT);

    waiting.abandon();
    waiting.abandon();

    assertThat(desk.waiting()).isZero();
    assertThat(desk.isFull()).isFalse();
    assertThatThrownBy(waiting::await).isInstanceOf(CancellationException.class);
  }

  @Test
  void handsOnWhatTheRulesThrowAndLivesOn() throws InterruptedException {
    var failures =
        new LinkedBlockingQueue<Throwable>(
            List.of(
                new DiagnosisFailed(DiagnosisFailed.Code.RULE_FAILED, "rule x", null),
                new IllegalStateException("a bug"),
                new StackOverflowError()));
    open(
        1,
        0,
        LONG,
        LONG,
        snapshot ->
            switch (failures.poll()) {
              case RuntimeException failure -> throw failure;
              case Error failure -> throw failure;
              case null, default -> SampleDiagnoses.healthy(snapshot.gateway());
            });

    assertThatThrownBy(() -> awaitOne()).isInstanceOf(DiagnosisFailed.class);
    assertThatThrownBy(() -> awaitOne()).hasMessage("a bug");
    assertThatThrownBy(() -> awaitOne()).isInstanceOf(StackOverflowError.class);
    assertThat(awaitOne().verdict()).isEqualTo(Diagnosis.Verdict.HEALTHY);
    assertThat(heard).contains("failed rule_failed", "failed bug", "finished healthy");
  }

  @Test
  void finishesWhatItTookWhenItDrains() throws InterruptedException {
    open(1, 1, LONG, LONG, this::whenAllowed);
    var running = desk.submit(SNAPSHOT);
    var waiting = desk.submit(SNAPSHOT);
    hear("started");
    mayFinish.countDown();

    assertThat(desk.drain(LONG)).isTrue();
    assertThat(running.await()).isEqualTo(waiting.await());
    assertThatThrownBy(() -> desk.submit(SNAPSHOT)).isInstanceOf(DeskRefused.class);
  }

  @Test
  void refusesWhatStillWaitsWhenTheDrainIsOver() throws InterruptedException {
    open(1, 1, LONG, LONG, this::whenAllowed);
    desk.submit(SNAPSHOT);
    hear("started");
    var waiting = desk.submit(SNAPSHOT);

    assertThat(desk.drain(Duration.ofMillis(1))).isFalse();
    assertThatThrownBy(waiting::await)
        .isInstanceOfSatisfying(
            DeskRefused.class,
            refused -> assertThat(refused.reason()).isEqualTo(DeskRefused.Reason.DRAINING));
  }

  private void open(
      int threads,
      int queue,
      Duration deadline,
      Duration longestWait,
      Function<Snapshot, Diagnosis> diagnosing) {
    var limits = new DeskLimits(threads, queue, deadline, longestWait);
    desk = new DiagnosisDesk(diagnosing, limits, new Heard());
  }

  private Diagnosis awaitOne() throws InterruptedException {
    while (true) {
      try {
        return desk.submit(SNAPSHOT).await();
      } catch (DeskRefused stillTaken) {
        // The answer comes a moment before the thread is free.
        Thread.onSpinWait();
      }
    }
  }

  private Diagnosis whenAllowed(Snapshot snapshot) {
    while (mayFinish.getCount() > 0) {
      try {
        mayFinish.await();
      } catch (InterruptedException _) {
        // Rules cannot be stopped half way either.
      }
    }
    return SampleDiagnoses.healthy(snapshot.gateway());
  }

  private void hear(String wanted) throws InterruptedException {
    while (!wanted.equals(heard.poll(20, TimeUnit.SECONDS))) {
      assertThat(desk).isNotNull();
    }
  }

  private final class Heard implements DeskListener {
    @Override
    public void queued() {
      heard.add("queued");
    }

    @Override
    public void started(Duration waited) {
      heard.add("started");
    }

    @Override
    public void finished(Diagnosis diagnosis, Duration took) {
      heard.add("finished " + diagnosis.verdict());
    }

    @Override
    public void failed(String code, Duration took) {
      heard.add("failed " + code);
    }
  }
}
