package io.fivewhys.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Collector;
import io.fivewhys.collect.FakeSource;
import io.fivewhys.collect.Masking;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.SourceResult;
import io.fivewhys.diagnose.DeskRefused;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.diagnose.DiagnosisFailed;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GatewaysTest {
  private static final Duration RARELY = Duration.ofDays(1);
  private static final Duration OFTEN = Duration.ofMillis(5);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final SweepListener listener =
      new SweepListener() {
        @Override
        public void swept(String gateway, String outcome, Duration took) {
          heard.add(gateway + " " + outcome);
        }

        @Override
        public void skipped(String gateway, long sweeps) {
          heard.add(gateway + " skipped");
        }

        @Override
        public void asked(String gateway, SourceResult result) {
          heard.add(gateway + " asked " + result.outcome());
        }
      };

  private static Diagnosis diagnosis(Snapshot snapshot) {
    return SampleDiagnoses.badRelease(snapshot.gateway()).withId("id");
  }

  private static Gateway gateway(String name, Duration interval, FakeSource... sources) {
    var collector = new Collector(List.of(sources), new Masking(false), Clock.systemUTC());
    return new Gateway(name, "shop", interval, Duration.ofMinutes(5), collector);
  }

  private Gateways started(Diagnosing diagnosing, Gateway... gateways) {
    var all = new Gateways(List.of(gateways), diagnosing, listener, Clock.systemUTC());
    all.start();
    return all;
  }

  private void awaitHearing(String wanted) throws InterruptedException {
    while (!heard.take().equals(wanted)) {
      // On to the next.
    }
  }

  @Test
  void looksByItselfAtEachInterval() throws InterruptedException {
    try (var _ =
        started(GatewaysTest::diagnosis, gateway("edge", OFTEN, FakeSource.telling("x")))) {
      for (int i = 0; i < 5; i++) {
        awaitHearing("edge diagnosed");
      }
    }
  }

  @Test
  void showsWhatWasSeenAndWhatItMeans() throws InterruptedException {
    var blind =
        new FakeSource(
            "prometheus",
            LONG,
            _ -> {
              throw new SourceFailed(Code.UNREACHABLE, "refused");
            });
    try (var gateways =
        started(GatewaysTest::diagnosis, gateway("edge", RARELY, FakeSource.telling("x"), blind))) {
      var result = gateways.evaluate("edge");

      var view = gateways.view("edge").orElseThrow();
      assertThat(view.lastDiagnosis()).contains(result.diagnosis());
      assertThat(view.lastSnapshot()).contains(result.snapshot());
      assertThat(result.snapshot().facts()).hasSize(1);
      assertThat(view.failure()).isEmpty();
      assertThat(view.sources())
          .extracting(SourceState::result)
          .containsExactly(SourceState.Result.WHOLE, SourceState.Result.BLIND);
      SourceState prometheus = view.sources().get(1);
      assertThat(prometheus.code()).contains(Code.UNREACHABLE);
      assertThat(prometheus.lastGoodAt()).isEmpty();
      assertThat(view.sources().getFirst().lastGoodAt()).isPresent();
      assertThat(gateways.views()).extracting(GatewayView::name).containsExactly("edge");
    }
  }

  @Test
  void neverLooksTwiceAtOnceAndAnswersWithALookThatBeganAfterTheWish() throws InterruptedException {
    var mayGoOn = new Semaphore(0);
    var looks = new AtomicInteger();
    var atOnce = new AtomicInteger();
    var overlapped = new AtomicBoolean();
    var began = new Semaphore(0);
    var slow =
        new FakeSource(
            "x",
            LONG,
            _ -> {
              overlapped.compareAndSet(false, atOnce.incrementAndGet() > 1);
              looks.incrementAndGet();
              began.release();
              mayGoOn.acquire();
              atOnce.decrementAndGet();
              return Answer.of(List.of());
            });
    try (var gateways = started(GatewaysTest::diagnosis, gateway("edge", RARELY, slow))) {
      began.acquire();
      var two = List.of(new CompletableFuture<SweepResult>(), new CompletableFuture<SweepResult>());
      var waiting =
          two.stream()
              .map(
                  it ->
                      Thread.ofVirtual()
                          .start(
                              () -> {
                                try {
                                  it.complete(gateways.evaluate("edge"));
                                } catch (InterruptedException e) {
                                  it.completeExceptionally(e);
                                }
                              }))
              .toList();
      for (Thread each : waiting) {
        while (each.getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
      }

      mayGoOn.release();
      began.acquire();
      assertThat(two).noneMatch(CompletableFuture::isDone);
      mayGoOn.release();

      assertThat(two.get(0).join()).isSameAs(two.get(1).join());
      assertThat(looks).hasValue(2);
      assertThat(overlapped).isFalse();
    }
  }

  @Test
  void aLateLookIsSkippedAndCounted() throws InterruptedException {
    var late = new CountDownLatch(1);
    var slow =
        new FakeSource(
            "x",
            LONG,
            _ -> {
              late.await();
              return Answer.of(List.of());
            });
    try (var gateways = started(GatewaysTest::diagnosis, gateway("edge", OFTEN, slow))) {
      long began = System.nanoTime();
      while (System.nanoTime() - began < 20 * OFTEN.toNanos()) {
        Thread.onSpinWait();
      }
      late.countDown();

      awaitHearing("edge skipped");
      assertThat(gateways.view("edge").orElseThrow().skipped()).isPositive();
    }
  }

  @Test
  void oneSlowGatewayDelaysNoOther() throws InterruptedException {
    var never = new CountDownLatch(1);
    var hanging =
        new FakeSource(
            "x",
            LONG,
            _ -> {
              never.await();
              return Answer.of(List.of());
            });
    try (var gateways =
        started(
            GatewaysTest::diagnosis,
            gateway("slow", RARELY, hanging),
            gateway("fast", RARELY, FakeSource.telling("x")))) {
      assertThat(gateways.evaluate("fast").snapshot().gateway()).isEqualTo("fast");
      assertThat(gateways.view("slow").orElseThrow().lastSweep()).isEmpty();
    }
  }

  @Test
  void aWishIsMetSoon() throws InterruptedException {
    try (var gateways =
        started(GatewaysTest::diagnosis, gateway("edge", RARELY, FakeSource.telling("x")))) {
      awaitHearing("edge diagnosed");

      gateways.evaluateSoon("edge", "an alert");
      gateways.evaluateSoon("nobody", "an alert");

      awaitHearing("edge diagnosed");
    }
  }

  @Test
  void aDiagnosisThatFailsIsToldAndTheNextLookGoesOn() throws InterruptedException {
    var fails = new AtomicBoolean(true);
    Diagnosing sometimes =
        snapshot -> {
          if (fails.get()) {
            throw new DiagnosisFailed(DiagnosisFailed.Code.RULE_FAILED, "a rule broke", null);
          }
          return diagnosis(snapshot);
        };
    try (var gateways = started(sometimes, gateway("edge", RARELY, FakeSource.telling("x")))) {
      assertThatThrownBy(() -> gateways.evaluate("edge")).hasMessageContaining("a rule broke");
      assertThat(gateways.view("edge").orElseThrow().failure()).contains("a rule broke");
      assertThat(gateways.view("edge").orElseThrow().sweptAt()).isPresent();

      fails.set(false);

      assertThat(gateways.evaluate("edge").diagnosis().verdict()).isEqualTo(Verdict.DIAGNOSED);
      assertThat(gateways.view("edge").orElseThrow().failure()).isEmpty();
    }
  }

  @Test
  void whoeverWaitsWhenItClosesIsRefused() throws InterruptedException {
    var began = new CountDownLatch(1);
    var hanging =
        new FakeSource(
            "x",
            LONG,
            _ -> {
              began.countDown();
              new CountDownLatch(1).await();
              return Answer.of(List.of());
            });
    var gateways = started(GatewaysTest::diagnosis, gateway("edge", RARELY, hanging));
    began.await();
    var refusal = new CompletableFuture<Throwable>();
    var waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    gateways.evaluate("edge");
                  } catch (DeskRefused | InterruptedException e) {
                    refusal.complete(e);
                  }
                });
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    gateways.close();

    assertThat(refusal.join()).isInstanceOf(DeskRefused.class);
    assertThatThrownBy(() -> gateways.evaluate("edge")).isInstanceOf(DeskRefused.class);
  }

  @Test
  void whatIsNotThereCannotBeLookedAt() {
    try (var gateways = started(GatewaysTest::diagnosis)) {
      assertThatThrownBy(() -> gateways.evaluate("edge"))
          .isInstanceOf(NoSuchElementException.class)
          .hasMessageContaining("edge");
      assertThat(gateways.view("edge")).isEmpty();
    }
  }

  @Test
  void leavesAGatewayToTheReplicaWhoseTurnItIsUntilThatIsOver() throws InterruptedException {
    // A look that somebody asks for stands for the one that was due: the next must not be far.
    Duration interval = Duration.ofMillis(50);
    var asked = new java.util.concurrent.LinkedBlockingQueue<Duration>();
    var theirs =
        new java.util.concurrent.atomic.AtomicReference<>(Optional.of(Duration.ofMillis(1)));
    SweepTurns turns =
        (_, of) -> {
          asked.add(of);
          return theirs.get();
        };
    try (var gateways =
        new Gateways(
            List.of(gateway("edge", interval, FakeSource.telling("x"))),
            GatewaysTest::diagnosis,
            turns,
            listener,
            Clock.systemUTC())) {
      gateways.start();
      for (int i = 0; i < 3; i++) {
        assertThat(asked.take()).isEqualTo(interval);
      }
      assertThat(heard).isEmpty();
      assertThat(gateways.view("edge").orElseThrow().elsewhere()).isTrue();

      gateways.evaluate("edge");
      awaitHearing("edge diagnosed");

      theirs.set(Optional.empty());
      awaitHearing("edge diagnosed");
      assertThat(gateways.view("edge").orElseThrow().elsewhere()).isFalse();
    }
  }
}
