package io.fivewhys.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.read.FactDraft;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CollectorTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Look LOOK = new Look("edge", "shop", NOON, Duration.ofMinutes(5));
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(50);

  private static Signal signal(String name) {
    return FactDraft.of(Signal.class).set("name", name).set("value", 1).make();
  }

  private static Collector of(Source... sources) {
    return new Collector(List.of(sources), new Masking(false), Clock.systemUTC());
  }

  private static List<Fact> seen(Source... sources) throws InterruptedException {
    try (var collector = of(sources)) {
      return collector.look(LOOK).snapshot().facts();
    }
  }

  @Test
  void asksAllAtOnceAndKeepsTheirOrder() throws InterruptedException {
    var met = new CyclicBarrier(2);

    try (var collector =
        of(
            new FakeSource("one", LONG, _ -> meeting(met, "first")),
            new FakeSource("two", LONG, _ -> meeting(met, "second")))) {
      var sight = collector.look(LOOK);

      assertThat(sight.snapshot().facts()).containsExactly(signal("first"), signal("second"));
      assertThat(sight.snapshot().gateway()).isEqualTo("edge");
      assertThat(sight.snapshot().namespace()).isEqualTo("shop");
      assertThat(sight.snapshot().observedAt()).isEqualTo(NOON);
      assertThat(sight.results()).extracting(SourceResult::outcome).containsExactly("ok", "ok");
    }
  }

  private static Answer meeting(CyclicBarrier met, String told) throws InterruptedException {
    try {
      met.await();
      return Answer.of(List.of(signal(told)));
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSourceThatFailsIsBlindAndTheOthersGoOn() throws InterruptedException {
    var failing =
        new FakeSource(
            "kubernetes",
            LONG,
            _ -> {
              throw new SourceFailed(Code.FORBIDDEN, "may not list pods");
            });

    assertThat(seen(failing, FakeSource.telling("x", signal("a"))))
        .containsExactly(SourceName.of("kubernetes").blind("may not list pods"), signal("a"));
  }

  @Test
  void aSourceThatIsLateIsInterruptedAndBlind() throws InterruptedException {
    var interrupted = new CountDownLatch(1);
    var hanging =
        new FakeSource(
            "prometheus",
            SHORT,
            _ -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
              return Answer.of(List.of());
            });

    assertThat(seen(hanging, FakeSource.telling("x", signal("a"))))
        .containsExactly(SourceName.of("prometheus").blind("no answer within 0.05 s"), signal("a"));
    interrupted.await();
  }

  @Test
  void aSourceThatIgnoresItsInterruptionIsNotAskedAgainBeforeItAnswers()
      throws InterruptedException {
    var release = new CountDownLatch(1);
    var deaf =
        new FakeSource(
            "logs",
            SHORT,
            _ -> {
              while (release.getCount() > 0) {
                Thread.onSpinWait();
              }
              return Answer.of(List.of(signal("late")));
            });
    try (var collector = of(deaf)) {
      assertThat(collector.look(LOOK).results().getFirst().code()).contains(Code.TIMEOUT);

      var second = collector.look(LOOK).results().getFirst();

      assertThat(second.reason().orElseThrow()).startsWith("it has not answered the question of");
      assertThat(deaf.asked).hasValue(1);
      release.countDown();
      while (collector.look(LOOK).results().getFirst().code().isPresent()) {
        Thread.onSpinWait();
      }
      assertThat(deaf.asked.get()).isGreaterThan(1);
    } finally {
      release.countDown();
    }
  }

  @Test
  void aFaultOfOursIsBlindToo() throws InterruptedException {
    var buggy =
        new FakeSource(
            "probes",
            LONG,
            _ -> {
              throw new StackOverflowError();
            });
    try (var collector = of(buggy)) {
      var sight = collector.look(LOOK);

      assertThat(sight.results().getFirst().code()).contains(Code.INTERNAL);
      assertThat(sight.snapshot().facts()).hasOnlyElementsOfType(Blind.class).hasSize(1);
    }
  }

  @Test
  void whatFitsNoFactIsNonsense() throws InterruptedException {
    var garbage =
        new FakeSource(
            "probes",
            LONG,
            _ ->
                Answer.of(
                    List.of(
                        FactDraft.of(Signal.class).set("name", "x").set("value", "much").make())));
    try (var collector = of(garbage)) {
      var result = collector.look(LOOK).results().getFirst();

      assertThat(result.code()).contains(Code.NONSENSE);
      assertThat(result.reason().orElseThrow())
          .contains("Signal")
          .contains("/value")
          .contains("much");
    }
  }

  @Test
  void anAnswerWithABlindPartIsPartial() throws InterruptedException {
    var name = SourceName.of("kubernetes");
    var partial =
        new FakeSource(
            "kubernetes",
            LONG,
            _ -> Answer.of(List.of(signal("a"), name.blind("nodes", "no right"))));
    try (var collector = of(partial)) {
      var result = collector.look(LOOK).results().getFirst();

      assertThat(result.outcome()).isEqualTo("partial");
      assertThat(result.reason()).contains("nodes: no right");
      assertThat(result.sawSomething()).isTrue();
    }
  }

  @Test
  void factsFromTheFutureAreLeftOutAndSaidToBe() throws InterruptedException {
    var late =
        FactDraft.of(Signal.class)
            .set("name", "x")
            .set("at", NOON.plus(Duration.ofHours(2)))
            .make();

    var facts = seen(FakeSource.telling("x", signal("a"), late));

    assertThat(facts).hasSize(2).contains(signal("a")).doesNotContain(late);
    assertThat(((Blind) facts.get(1)).reason().orElseThrow()).startsWith("1 facts were left out");
  }

  @Test
  void moreThanASnapshotMayHaveIsCutAndSaidToBe() throws InterruptedException {
    List<Fact> many = Collections.nCopies(Collector.MOST_FACTS + 10, signal("a"));
    var flood = new FakeSource("x", LONG, _ -> Answer.of(many));

    var facts = seen(flood, FakeSource.telling("y", signal("b")));

    assertThat(facts).hasSizeLessThanOrEqualTo(Collector.MOST_FACTS);
    assertThat(facts.stream().filter(Blind.class::isInstance)).hasSize(2);
  }

  @Test
  void textsAreMaskedBeforeAnybodySeesThem() throws InterruptedException {
    Signal secret =
        FactDraft.of(Signal.class).set("name", "x").set("text", "password=hunter22").make();
    try (var collector =
        new Collector(
            List.of(FakeSource.telling("x", secret)), new Masking(false), Clock.systemUTC())) {
      assertThat(collector.look(LOOK).snapshot().facts().toString())
          .contains("password=***")
          .doesNotContain("hunter22");
    }
  }

  @Test
  void whatASourceSaysOfItsBlindnessIsMaskedToo() throws InterruptedException {
    var failing =
        new FakeSource(
            "x",
            LONG,
            _ -> {
              throw new SourceFailed(Code.NONSENSE, "it says: token=abcdef123");
            });
    var noting =
        new FakeSource(
            "y", LONG, _ -> new Answer(List.of(), List.of("mail to a.person@example.com")));
    try (var collector = of(failing, noting)) {
      var results = collector.look(LOOK).results();

      assertThat(results.getFirst().reason()).contains("it says: token=***");
      assertThat(results.get(1).notes()).containsExactly("mail to ***@***");
    }
  }

  @Test
  void twoSourcesOfOneNameAreRefused() {
    assertThatThrownBy(() -> of(FakeSource.telling("x"), FakeSource.telling("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x");
  }

  @Test
  void whoeverGivesUpInterruptsTheSources() throws InterruptedException {
    var began = new CountDownLatch(2);
    var interrupted = new CountDownLatch(2);
    FakeSource.Behaviour hanging =
        _ -> {
          began.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
          return Answer.of(List.of());
        };
    var collector = of(new FakeSource("a", LONG, hanging), new FakeSource("b", LONG, hanging));
    var asking =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    collector.look(LOOK);
                  } catch (InterruptedException _) {
                    // As it should.
                  }
                });
    began.await();

    asking.interrupt();

    interrupted.await();
    asking.join();
  }

  @Test
  void closingClosesTheSources() {
    var source = FakeSource.telling("x");

    of(source).close();

    assertThat(source.closed).isTrue();
  }
}
