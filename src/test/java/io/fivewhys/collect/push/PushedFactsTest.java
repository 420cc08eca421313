package io.fivewhys.collect.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SteppedClock;
import io.fivewhys.collect.journal.JournalUnavailable;
import io.fivewhys.collect.journal.MemoryJournals;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Pod;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.read.FactDraft;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PushedFactsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SteppedClock clock = new SteppedClock(NOON);
  private final MemoryJournals journals = new MemoryJournals(clock);

  private PushedFacts open() {
    return open(PushLimits.defaults());
  }

  private PushedFacts open(PushLimits limits) {
    return new PushedFacts(journals, limits, clock);
  }

  private static List<Fact> signals(String... names) {
    return List.of(names).stream()
        .<Fact>map(it -> FactDraft.of(Signal.class).set("name", it).set("value", 1.5).make())
        .toList();
  }

  private Answer ask(PushedFacts pushed, String gateway) {
    var look = new Look(gateway, "shop", clock.instant(), Duration.ofMinutes(5));
    return new PushSource(pushed, clock).ask(look);
  }

  @Test
  void liveUntilTheirTimeIsOver() throws IOException {
    var pushed = open();
    var pod = FactDraft.of(Pod.class).set("name", "orders-1").set("workload", "orders").make();
    pushed.push("edge", "queue", MINUTE, List.of(pod, signals("lag").getFirst()));

    assertThat(ask(pushed, "edge").facts()).hasSize(2).contains(pod);
    assertThat(ask(pushed, "edge").notes()).singleElement().asString().contains("queue", "12:01");
    assertThat(ask(pushed, "other").facts()).isEmpty();
    clock.pass(MINUTE.minusSeconds(1));
    assertThat(ask(pushed, "edge").facts()).hasSize(2);
    clock.pass(Duration.ofSeconds(1));
    assertThat(ask(pushed, "edge").facts()).as("pushed once: nobody waits for more").isEmpty();
  }

  @Test
  void aNewPushTakesThePlaceOfTheLastOneOfItsSourceAlone() throws IOException {
    var pushed = open();
    assertThat(pushed.push("edge", "queue", MINUTE, signals("lag", "depth")))
        .isInstanceOfSatisfying(PushResult.Taken.class, it -> assertThat(it.isNew()).isTrue());
    pushed.push("edge", "tls", MINUTE, signals("days"));

    assertThat(pushed.push("edge", "queue", MINUTE, signals("lag2")))
        .isInstanceOfSatisfying(PushResult.Taken.class, it -> assertThat(it.isNew()).isFalse());

    assertThat(ask(pushed, "edge").facts())
        .extracting(it -> ((Signal) it).name())
        .containsExactly("lag2", "days");
  }

  @Test
  void silenceOfOneThatUsedToPushIsNotHealth() throws IOException {
    var pushed = open();
    pushed.push("edge", "queue", MINUTE, signals("lag"));
    clock.pass(MINUTE.multipliedBy(2));
    pushed.push("edge", "queue", MINUTE, signals("lag"));
    clock.pass(MINUTE);

    for (var each : List.of(pushed, open())) {
      assertThat(ask(each, "edge").facts())
          .singleElement()
          .isInstanceOfSatisfying(
              Blind.class,
              it -> {
                assertThat(it.source()).isEqualTo("queue");
                assertThat(it.reason())
                    .contains(
                        "nothing pushed since 2026-11-22T12:02:00Z; what it pushes lives PT1M");
                assertThat(it.since()).contains(NOON.plus(MINUTE.multipliedBy(3)));
              });
    }
    clock.pass(Duration.ofMinutes(60));
    assertThat(ask(pushed, "edge").facts()).isEmpty();
  }

  @Test
  void takingBackSaysThatNoMoreWillCome() throws IOException {
    var pushed = open();
    pushed.push("edge", "queue", MINUTE, signals("lag"));
    pushed.push("edge", "queue", MINUTE, signals("lag"));

    assertThat(pushed.takeBack("edge", "queue")).isPresent();
    assertThat(pushed.takeBack("edge", "queue")).isEmpty();

    clock.pass(MINUTE.multipliedBy(2));
    assertThat(ask(pushed, "edge").facts()).isEmpty();
    assertThat(ask(open(), "edge").facts()).isEmpty();
  }

  @Test
  void theNextStartFindsWhatLives() throws IOException {
    var blind =
        new Blind("kubernetes", Optional.empty(), Optional.of("\t\n\"é😀"), Optional.of(NOON));
    open().push("edge", "queue", MINUTE, List.of(blind, signals("lag").getFirst()));
    journals.write("pushed", "{\"gateway\":\"edge\"}", "nonsense\t{}", "{\"gateway\":\"e");

    assertThat(ask(open(), "edge").facts()).contains(blind).hasSize(2);
  }

  @Test
  void thereIsALimitToEverything() throws IOException {
    var pushed = open(new PushLimits(2, 5, 2_000));
    pushed.push("edge", "a", MINUTE, signals("1", "2"));
    pushed.push("edge", "b", MINUTE, signals("1", "2"));

    assertFull(pushed.push("edge", "c", MINUTE, signals("1")), "2 sources");
    assertFull(pushed.push("edge", "b", MINUTE, signals("1", "2", "3", "4")), "6 facts, of 5");
    assertFull(pushed.push("edge", "b", MINUTE, signals("x".repeat(2_000))), "bytes, of 2000");
    assertThat(ask(pushed, "edge").facts()).as("nothing was changed").hasSize(4);
    assertThat(pushed.push("edge", "b", MINUTE, signals("1", "2", "3")))
        .isInstanceOf(PushResult.Taken.class);
    assertThat(pushed.push("other", "c", MINUTE, signals("1")))
        .isInstanceOf(PushResult.Taken.class);
    clock.pass(MINUTE);
    assertThat(pushed.push("edge", "c", MINUTE, signals("1"))).isInstanceOf(PushResult.Taken.class);
  }

  @Test
  void manySilentSourcesDoNotPileUp() {
    var pages = new PushPages(clock);
    for (int i = 0; i < 1_500; i++) {
      pages.take(
          Stream.of(
              PushLine.of(
                  new PushedSource("edge", "s" + i, clock.instant(), MINUTE, 2, signals("a"), 1))));
    }
    assertThat(pages.live()).hasSize(1_500);
    clock.pass(MINUTE);

    assertThat(pages.of("edge")).hasSize(1_000).allMatch(it -> it.facts().isEmpty());
  }

  @Test
  void whoReadsWhileTheJournalIsReadAnewFindsWhatWasKnown() {
    var pages = new PushPages(clock);
    var known = new PushedSource("edge", "a", clock.instant(), MINUTE, 2, signals("a"), 1);
    pages.take(Stream.of(PushLine.of(known)));
    var found = new ArrayList<Integer>();

    pages.replace(
        Stream.of("b", "c")
            .map(it -> new PushedSource("edge", it, clock.instant(), MINUTE, 2, signals("a"), 1))
            .map(PushLine::of)
            .peek(_ -> found.add(pages.of("edge").size() + pages.live().size())));

    assertThat(found).containsExactly(2, 2);
    assertThat(pages.of("edge")).extracting(PushedSource::source).containsExactly("b", "c");
    assertThat(pages.live()).hasSize(2);
  }

  @Test
  void countingWhatLivesWaitsForNobody() throws Exception {
    var pages = new PushPages(clock);
    var known = new PushedSource("edge", "a", clock.instant(), MINUTE, 2, signals("a"), 1);
    pages.take(Stream.of(PushLine.of(known)));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      synchronized (pages) {
        assertThat(threads.submit(() -> pages.live().size()).get(10, TimeUnit.SECONDS)).isOne();
      }
    }
  }

  @Test
  void whatCannotBeKeptIsNotTakenAndSaidSo() throws IOException {
    var pushed = open();
    journals.broken(true);

    assertThatThrownBy(() -> pushed.push("edge", "a", MINUTE, signals("lag")))
        .isInstanceOf(JournalUnavailable.class);

    assertThat(ask(pushed, "edge").facts())
        .singleElement()
        .isInstanceOfSatisfying(
            Blind.class,
            it -> assertThat(it.reason().orElseThrow()).contains("pushes are refused"));
  }

  @Test
  void nonsenseIsACallersFault() {
    for (String source : List.of("", "A", "a b", "-a", "a".repeat(64))) {
      assertThatThrownBy(() -> open().push("edge", source, MINUTE, List.of()))
          .as(source)
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (var ttl : IntStream.of(0, 86_401).mapToObj(Duration::ofSeconds).toList()) {
      assertThatThrownBy(() -> open().push("edge", "a", ttl, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void assertFull(PushResult result, String why) {
    assertThat(result)
        .isInstanceOfSatisfying(PushResult.Full.class, it -> assertThat(it.why()).contains(why));
  }

  @Test
  void whatAPushTakesThePlaceOfDoesNotCountAgainstIt() throws IOException {
    var pushed = new PushedFacts(journals, PushLimits.defaults(), clock, 500);
    String large = "x".repeat(200);
    pushed.push("edge", "queue", MINUTE, signals(large));

    assertThat(pushed.push("edge", "queue", MINUTE, signals(large)))
        .isInstanceOf(PushResult.Taken.class);
    assertFull(pushed.push("other", "queue", MINUTE, signals(large)), "all gateways");
  }
}
