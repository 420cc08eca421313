package io.fivewhys.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ShadowTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final AtomicReference<Rulebook> inForce = new AtomicReference<>(TinyRules.active());
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-05T12:00:00Z"));
  private final Heard heard = new Heard();
  private final Shadow shadow = shadow(ShadowLimits.defaults());
  private final Diagnoser live = new Diagnoser(TinyRules.POLICY);
  private int answers;

  private Shadow shadow(ShadowLimits limits) {
    var clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now.get();
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    return new Shadow(TinyRules.POLICY, inForce::get, limits, clock, heard);
  }

  /** Lets a test wait for what happens on the shadow's thread, and hold it there. */
  private static final class Heard implements ShadowListener {
    final Semaphore done = new Semaphore(0);
    final AtomicInteger differed = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();
    volatile CountDownLatch mayGoOn = new CountDownLatch(0);

    @Override
    public void evaluated(Duration took) {
      done.release();
      try {
        mayGoOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void differed(ChangedDiagnosis difference) {
      differed.incrementAndGet();
    }

    @Override
    public void failed(String code) {
      failed.incrementAndGet();
    }

    @Override
    public void skipped() {
      done.release();
    }

    void await(int times) throws InterruptedException {
      assertThat(done.tryAcquire(times, 60, TimeUnit.SECONDS)).as("snapshots looked at").isTrue();
    }
  }

  @AfterEach
  void close() {
    heard.mayGoOn.countDown();
    shadow.close();
  }

  private Diagnosis answer(String route) {
    answers++;
    return live.diagnose(inForce.get(), TinyRules.snapshot(route)).withId("answer-" + answers);
  }

  private void post(Shadow to, String... routes) throws InterruptedException {
    for (String route : routes) {
      to.observe(TinyRules.snapshot(route), answer(route));
      heard.await(1);
    }
  }

  private ShadowStatus status() {
    return shadow.status().orElseThrow();
  }

  @Test
  void withoutACandidateThereIsNothing() {
    shadow.observe(TinyRules.snapshot("/load"), answer("/load"));

    assertThat(shadow.status()).isEmpty();
    assertThat(shadow.promotion()).isEmpty();
    assertThat(shadow.drop()).isFalse();
  }

  @Test
  void differencesAreCountedAndListedTheNewestFirst() throws InterruptedException {
    shadow.start(TinyRules.withoutRetries(), "me", DAY);

    post(shadow, "/load", "/retry", "/fine", "/retry");

    var status = status();
    assertThat(status.state()).isEqualTo(ShadowStatus.State.RUNNING);
    assertThat(status.evaluated()).isEqualTo(4);
    assertThat(status.different()).isEqualTo(2);
    assertThat(status.failed()).isZero();
    assertThat(status.differences()).containsEntry(Difference.MITIGATION, 2L);
    assertThat(status.latest())
        .extracting(ChangedDiagnosis::id)
        .containsExactly("answer-4", "answer-2");
    assertThat(status.latest().getFirst().rules().noLonger())
        .containsExactly("Callers try again and again", "Cut the retries");
    assertThat(status.author()).isEqualTo("me");
    assertThat(status.stale()).isFalse();
  }

  @Test
  void onlySoManyAreListedAndAllAreCounted() throws InterruptedException {
    var small = shadow(new ShadowLimits(DAY, 4, 1 << 20, 2, 0.05));
    small.start(TinyRules.withoutRetries(), "me", DAY);

    post(small, "/retry", "/retry", "/retry");

    var status = small.status().orElseThrow();
    assertThat(status.different()).isEqualTo(3);
    assertThat(status.latest())
        .extracting(ChangedDiagnosis::id)
        .containsExactly("answer-3", "answer-2");
    small.close();
  }

  @Test
  void whatFindsNoPlaceIsPassedOverAndNobodyWaits() throws InterruptedException {
    var small = shadow(new ShadowLimits(DAY, 1, 1 << 20, 2, 0.05));
    small.start(TinyRules.withoutRetries(), "me", DAY);
    heard.mayGoOn = new CountDownLatch(1);

    small.observe(TinyRules.snapshot("/load"), answer("/load"));
    heard.await(1);
    small.observe(TinyRules.snapshot("/load"), answer("/load"));
    small.observe(TinyRules.snapshot("/load"), answer("/load"));
    heard.await(2);

    assertThat(small.status().orElseThrow().skipped()).isEqualTo(2);
    heard.mayGoOn.countDown();
    small.close();
  }

  @Test
  void aCandidateThatAlwaysFailsEndsWithAReasonAndCannotBePromoted() throws InterruptedException {
    shadow.start(TinyRules.broken(), "me", DAY);

    post(shadow, "/load", "/load", "/load", "/load", "/load");

    // The last one is counted before it is told of.
    assertThat(status().state()).isEqualTo(ShadowStatus.State.FAILED);
    assertThat(status().because().orElseThrow()).contains("5 of 5", "Divides by nothing");
    assertThat(shadow.promotion()).isEmpty();
    shadow.observe(TinyRules.snapshot("/load"), answer("/load"));
    assertThat(status().evaluated()).as("it takes no more").isEqualTo(5);
  }

  @Test
  void aCandidateThatFailsNowAndThenGoesOn() throws InterruptedException {
    shadow.start(TinyRules.broken(), "me", DAY);

    post(shadow, "/fine", "/load", "/load", "/load", "/load", "/load");

    assertThat(status().state()).isEqualTo(ShadowStatus.State.RUNNING);
    assertThat(status().failed()).isEqualTo(5);
  }

  @Test
  void whenItsTimeIsOverItTakesNoMoreAndCanStillBePromoted() throws InterruptedException {
    shadow.start(TinyRules.withoutRetries(), "me", DAY);
    post(shadow, "/retry");
    now.updateAndGet(instant -> instant.plus(DAY));

    shadow.observe(TinyRules.snapshot("/retry"), answer("/retry"));

    assertThat(status().state()).isEqualTo(ShadowStatus.State.OVER);
    assertThat(status().evaluated()).isEqualTo(1);
    assertThat(shadow.promotion().orElseThrow().base()).isEqualTo(TinyRules.active().revision());
  }

  @Test
  void whenAnotherRevisionIsPutInForceCountingBeginsAnew() throws InterruptedException {
    shadow.start(TinyRules.withoutRetries(), "me", DAY);
    post(shadow, "/retry", "/retry");
    Diagnosis late = answer("/retry");
    inForce.set(TinyRules.lessSure());

    assertThat(status().stale()).isTrue();
    assertThat(shadow.promotion().orElseThrow().base())
        .as("so that putting it in force is refused")
        .isEqualTo(TinyRules.active().revision());
    post(shadow, "/load");

    assertThat(status().stale()).isFalse();
    assertThat(status().restarts()).isEqualTo(1);
    assertThat(status().base()).isEqualTo(TinyRules.lessSure().revision());
    assertThat(status().evaluated()).isEqualTo(1);
    assertThat(status().latest()).hasSize(1);
    assertThat(status().latest().getFirst().differences()).containsExactly(Difference.CONFIDENCE);
  }

  @Test
  void promotingGivesTheFilesAndWhatTheyWereComparedWith() {
    shadow.start(TinyRules.withoutRetries(), "me", DAY);

    var promotion = shadow.promotion().orElseThrow();

    RuleFiles files = TinyRules.withoutRetries().files();
    assertThat(promotion).isEqualTo(new Shadow.Promotion(files, TinyRules.active().revision()));
    assertThat(shadow.drop("another")).isFalse();
    assertThat(shadow.drop(files.revision())).isTrue();
    assertThat(shadow.status()).isEmpty();
  }

  @Test
  void anotherCandidateTakesThePlaceOfTheFirst() throws InterruptedException {
    shadow.start(TinyRules.withoutRetries(), "me", DAY);
    post(shadow, "/retry");

    shadow.start(TinyRules.lessSure(), "you", DAY);
    post(shadow, "/retry");

    assertThat(status().candidate()).isEqualTo(TinyRules.lessSure().revision());
    assertThat(status().evaluated()).isEqualTo(1);
    assertThat(status().different()).isZero();
  }
}
