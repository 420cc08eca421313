package io.fivewhys.collect.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.Look;
import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceName;
import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.read.FactDraft;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one look makes of another, whatever the protocol. */
class ProbeSourceTest {

  /** A dependency that does what it is told. */
  private static final class Scripted implements Probe {
    private final AtomicReference<Asking> asking = new AtomicReference<>(Attempt::answered);

    interface Asking {
      void ask(Attempt attempt) throws Exception;
    }

    @Override
    public String target() {
      return "orders-db:5432";
    }

    @Override
    public DependencyProbe.Type type() {
      return DependencyProbe.Type.DATABASE;
    }

    @Override
    public void ask(Attempt attempt) throws Exception {
      asking.get().ask(attempt);
    }
  }

  private final Scripted dependency = new Scripted();
  private final ProbeSource source = new ProbeSource(Asked.impatient(), dependency);

  @BeforeAll
  static void load() {
    Asked.of(new ProbeSource(Asked.dependency(), new Scripted()));
  }

  private Asked at(int minute) {
    return Asked.of(source, Asked.NOW.plus(Duration.ofMinutes(minute)));
  }

  private void down() {
    dependency.asking.set(
        _ -> {
          throw new ProbeFailed(FailureKind.REFUSED, "connection refused");
        });
  }

  private void up() {
    dependency.asking.set(Attempt::answered);
  }

  @Test
  void itFailsSinceTheFirstOfAnUnbrokenRowOfBadLooks() {
    at(0).good();
    down();
    assertThat(at(1).probe().failingSince()).contains(Asked.NOW.plusSeconds(60));
    assertThat(at(2).probe().failingSince()).contains(Asked.NOW.plusSeconds(60));
    up();
    assertThat(at(3).good().failingSince()).isEmpty();
    down();
    assertThat(at(4).probe().failingSince()).contains(Asked.NOW.plusSeconds(240));
  }

  @Test
  void nobodyKnowsSinceWhenItFailsThatWasNeverSeenWell() {
    down();
    assertThat(at(0).probe().failingSince()).isEmpty();
    assertThat(at(1).probe().failingSince()).isEmpty();
  }

  @Test
  void howItFailsGoesWithTheTargetForADependencyMayHaveSeveralProbes() {
    down();
    Asked asked = at(0);
    assertThat(asked.signal(FailureKind.SIGNAL).orElseThrow().label("target", ""))
        .isEqualTo(asked.probe().target().orElseThrow());
  }

  @Test
  void theShareOfGoodLooksIsThatOfTheWindow() {
    assertThat(at(0).probe().successRatio()).as("one look is no share").isEmpty();
    down();
    assertThat(at(1).probe().successRatio()).hasValue(0.5);
    assertThat(at(2).probe().successRatio()).hasValue(0.333);
    up();
    assertThat(at(3).probe().successRatio()).hasValue(0.5);
    assertThat(at(11).probe().successRatio()).as("of minutes 2, 3 and 11").hasValue(0.667);
    assertThat(at(13).probe().successRatio()).hasValue(1);
  }

  @Test
  void howLongItUsuallyTakesIsToldWithoutThisLook() {
    for (int i = 0; i < 5; i++) {
      assertThat(at(i).good().baselineLatencyMillis()).isEmpty();
    }
    dependency.asking.set(
        attempt -> {
          TimeUnit.MILLISECONDS.sleep(120);
          attempt.answered();
        });
    DependencyProbe slow = at(6).good();
    assertThat(slow.latencyMillis().orElseThrow()).isGreaterThanOrEqualTo(120);
    assertThat(slow.baselineLatencyMillis().orElseThrow())
        .as("of the looks before")
        .isLessThan(slow.latencyMillis().orElseThrow());
    down();
    DependencyProbe failed = at(7).probe();
    assertThat(failed.baselineLatencyMillis()).isPresent();
    assertThat(failed.isSlow(0, 0)).as("what fails is not slow").isFalse();
  }

  @Test
  void whatTheConfigurationSaysOfItIsInTheFact() {
    var probed =
        new Probed(
            "orders-db",
            Optional.of("replica-1"),
            List.of("orders", "invoices"),
            Optional.of(DependencyProbe.Type.STORAGE),
            Optional.of("node-1"),
            Optional.of("data"),
            Optional.empty());
    var named = new ProbeSource(probed, dependency);
    assertThat(named.name())
        .isEqualTo(SourceName.of("probes", "orders-db/replica-1").about("orders-db"));
    assertThat(source.name()).isEqualTo(SourceName.of("probes", "orders-db").about("orders-db"));
    assertThat(named.deadline()).isGreaterThan(Duration.ofSeconds(3));
    DependencyProbe probe = Asked.of(named).good();
    assertThat(probe.dependency()).isEqualTo("orders-db");
    assertThat(probe.usedBy()).containsExactly("orders", "invoices");
    assertThat(probe.type()).contains(DependencyProbe.Type.STORAGE);
    assertThat(probe.from()).contains("node-1");
    assertThat(probe.namespace()).contains("data");
    assertThat(probe.target()).contains("orders-db:5432");
  }

  @Test
  void aSecretThatIsMissingIsAFaultOfTheProbeAndNotOfTheDependency() {
    for (SecretRef missing :
        List.of(
            new SecretRef(Optional.empty(), Optional.of("NO_SUCH_VARIABLE")),
            new SecretRef(Optional.of(Path.of("no/such/file")), Optional.empty()))) {
      var login = new Login(Optional.of("probe"), Optional.of(missing));
      var redis =
          new Redis(
              Asked.dependency(),
              "127.0.0.1",
              Optional.of(FakeServer.nobody()),
              login,
              Encryption.defaults());
      assertThatThrownBy(() -> new ProbeSource(redis, Asked.CONTEXT).ask(look()))
          .isInstanceOfSatisfying(
              SourceFailed.class,
              it -> assertThat(it.code()).isEqualTo(SourceFailed.Code.MISCONFIGURED));
    }
  }

  @Test
  void aCertificateFileThatIsMissingIsAFaultOfTheProbeToo() {
    var encryption = new Encryption(Encryption.Use.VERIFY, Optional.of(Path.of("no/such/ca.pem")));
    int port = FakeServer.nobody();
    for (ProbeConfig config :
        List.of(
            new Redis(
                Asked.dependency(), "127.0.0.1", Optional.of(port), Login.anonymous(), encryption),
            new Postgresql(
                Asked.dependency(),
                "127.0.0.1",
                Optional.of(port),
                Optional.empty(),
                Asked.login("probe"),
                encryption,
                Optional.empty()),
            new Tls(
                Asked.dependency(),
                "127.0.0.1",
                Optional.of(port),
                Optional.empty(),
                encryption.caFile()))) {
      assertThatThrownBy(() -> new ProbeSource(config, Asked.CONTEXT).ask(look()))
          .isInstanceOf(SourceFailed.class)
          .hasMessageContaining("ca-file");
    }
  }

  @Test
  void aFaultOfOursIsNoFaultOfTheDependency() {
    dependency.asking.set(
        _ -> {
          throw new NullPointerException("ours");
        });
    assertThatThrownBy(() -> source.ask(look()))
        .isInstanceOfSatisfying(
            SourceFailed.class, it -> assertThat(it.code()).isEqualTo(SourceFailed.Code.INTERNAL));
  }

  @Test
  void whatBreaksAfterTheAnswerIsANote() {
    dependency.asking.set(
        attempt -> {
          attempt.answered();
          attempt.sees(FactDraft.of(Signal.class).set("name", "kept"));
          attempt.sees(FactDraft.of(Signal.class));
          throw new IllegalStateException("no right to see more");
        });
    Asked asked = at(0);
    asked.good();
    assertThat(asked.signal("kept")).isPresent();
    assertThat(asked.answer().notes()).hasSize(2).last().asString().contains("no right");
  }

  @Test
  void whatHangsAfterTheAnswerIsGoodAllTheSame() {
    var answered = new AtomicReference<OptionalDouble>();
    dependency.asking.set(
        attempt -> {
          attempt.answered();
          answered.set(attempt.answeredMillis());
          new CountDownLatch(1).await();
        });
    assertThat(at(0).good().latencyMillis()).isEqualTo(answered.get());
  }

  @Test
  void anAttemptThatCannotBeEndedIsNotMadeTwice() throws Exception {
    var end = new CountDownLatch(1);
    var attempts = new AtomicInteger();
    unending(end, attempts, attempt -> attempt.reached(Attempt.Phase.RESOLVING));
    at(0).failed(FailureKind.UNRESOLVED, "was not resolved within 400 ms");
    at(1).failed(FailureKind.UNRESOLVED, "was not resolved", "since an earlier look");
    assertThat(attempts).hasValue(1);
    end.countDown();
    up();
    Until.matches(it -> it.probe().ok(), () -> at(2)).good();
  }

  @Test
  void anAttemptThatCannotBeEndedIsToldByWhatItWasAt() {
    var end = new CountDownLatch(1);
    unending(end, new AtomicInteger(), attempt -> attempt.reached(Attempt.Phase.CONNECTED));
    at(0).failed(FailureKind.HANGING, "never answers");
    at(1).failed(FailureKind.HANGING, "never answers", "since an earlier look");
    end.countDown();
  }

  @Test
  void anAttemptThatGoesOnAfterTheAnswerSaysNothingOfTheDependencyNow() {
    var end = new CountDownLatch(1);
    unending(end, new AtomicInteger(), Attempt::answered);
    at(0).good();
    assertThatThrownBy(() -> source.ask(look()))
        .isInstanceOfSatisfying(
            SourceFailed.class, it -> assertThat(it.code()).isEqualTo(SourceFailed.Code.TIMEOUT));
    end.countDown();
  }

  private void unending(CountDownLatch end, AtomicInteger attempts, Scripted.Asking first) {
    dependency.asking.set(
        attempt -> {
          attempts.incrementAndGet();
          first.ask(attempt);
          while (end.getCount() > 0) {
            // As the resolver of the JDK, which pays no heed to an interruption.
            Thread.interrupted();
            Thread.onSpinWait();
            Thread.yield();
          }
        });
  }

  @Test
  void whoeverIsInterruptedLeavesNothingBehind() throws Exception {
    try (var server = FakeServer.hanging()) {
      var hanging =
          new ProbeSource(
              new Redis(
                  Asked.dependency(),
                  "127.0.0.1",
                  Optional.of(server.port()),
                  Login.anonymous(),
                  Encryption.defaults()),
              Asked.CONTEXT);
      var ended = new AtomicReference<Exception>();
      Thread look =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      hanging.ask(look());
                    } catch (Exception e) {
                      ended.set(e);
                    }
                  });
      look.interrupt();
      assertThat(look.join(Duration.ofSeconds(5))).isTrue();
      assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void noWordsOfADependencyShowASecretOrSteerATerminal() {
    var words = new SafeWords();
    words.conceal("hunter2");
    assertThat(words.shown("login hunter2\u001b[2J failed\n\tat\u202e host " + "x".repeat(5_000)))
        .startsWith("login *** [2J failed at host x")
        .hasSizeLessThan(310);
  }

  private static Look look() {
    return new Look("edge", "shop", Instant.now(), Duration.ofMinutes(10));
  }
}
