package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.store.RuleFirings.Fired;
import io.fivewhys.store.RuleFirings.Key;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class RuleFiringsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(400));

  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private Database database;
  private RuleFirings firings;

  @BeforeEach
  void open() {
    database = kind.open(directory, CLOCK);
    firings = new RuleFirings(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void fired(String rule, Instant at, long times) {
    firings.add(new TreeMap<>(Map.of(Key.of(rule, at), new Fired(times, at))));
  }

  private Map<String, Fired> known() {
    return firings.since(RuleFirings.since(NOW));
  }

  @Test
  void daysWithinTheWindowAreAddedUpAndTheLastTimeIsKnownAlsoBeforeIt() {
    Instant before = NOW.minus(Duration.ofDays(31));
    fired("Pods crash", NOW, 2);
    fired("Pods crash", NOW.minusSeconds(60), 1);
    fired("Pods crash", NOW.minus(Duration.ofDays(30)), 5);
    fired("Pods crash", before, 100);
    fired("Disks are full", before, 7);

    assertThat(known())
        .isEqualTo(Map.of("Pods crash", new Fired(8, NOW), "Disks are full", new Fired(0, before)));
  }

  @Test
  void nothingCountedIsNothingWritten() {
    firings.add(new TreeMap<>());

    assertThat(known()).isEmpty();
  }

  @Test
  void whatSeveralReplicasCountAddsUp() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Void>> work =
          IntStream.range(0, 4)
              .<Callable<Void>>mapToObj(
                  replica ->
                      () -> {
                        var tally = new FiringTally(new RuleFirings(database), CLOCK);
                        for (int i = 0; i < 25; i++) {
                          tally.count(replica % 2 == 0 ? Set.of("a", "b") : Set.of("b", "a"));
                          tally.flush();
                        }
                        tally.close();
                        return null;
                      })
              .toList();
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
    }

    assertThat(known()).isEqualTo(Map.of("a", new Fired(100, NOW), "b", new Fired(100, NOW)));
  }

  @Test
  void oldDaysAreForgottenAndTheLastOfARuleStaysForLonger() {
    fired("both", NOW, 1);
    fired("both", NOW.minus(Duration.ofDays(40)), 1);
    fired("quiet", NOW.minus(Duration.ofDays(50)), 1);
    fired("quiet", NOW.minus(Duration.ofDays(60)), 1);
    fired("gone", NOW.minus(Duration.ofDays(500)), 1);

    assertThat(firings.forgetOld(NOW, LONG_AGO, 2)).isEqualTo(2);
    assertThat(firings.forgetOld(NOW, LONG_AGO, 2)).isEqualTo(1);
    assertThat(firings.forgetOld(NOW, LONG_AGO, 2)).isZero();
    assertThat(known())
        .isEqualTo(
            Map.of(
                "both", new Fired(1, NOW), "quiet", new Fired(0, NOW.minus(Duration.ofDays(50)))));
  }

  @Test
  void rulesWithLongNamesCountUnderTheBeginning() {
    fired("x".repeat(1_000), NOW, 1);

    assertThat(known()).containsOnlyKeys(RuleFirings.cut("x".repeat(1_000)));
  }
}
