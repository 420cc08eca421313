package io.fivewhys.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.KnownError;
import io.fivewhys.fact.LogPattern;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Known errors, and lines that nobody knows. */
class LoggedErrorsTest extends LogReaderTest {
  @Test
  void eventsAreCountedByPatternAndTarget() {
    List<LogPattern> found =
        patterns(
            log(
                "menu",
                "2026-11-22 10:01:00.000 ERROR 1 --- [x] c.s.Api : failed",
                "java.net.ConnectException: Connection refused: rates:8080",
                "\tat com.shop.TimeoutFilter.run(TimeoutFilter.java:3)",
                "2026-11-22 10:16:00.000 ERROR 1 --- [x] c.s.Api : failed",
                "java.net.ConnectException: Connection refused: rates:8080",
                "\tat com.shop.TimeoutFilter.run(TimeoutFilter.java:3)",
                "2026-11-22 10:16:00.000  INFO 1 --- [x] c.s.Api : served"));
    assertThat(found)
        .singleElement()
        .satisfies(
            pattern -> {
              assertThat(pattern.pattern()).isEqualTo(KnownError.CONNECTION_REFUSED);
              assertThat(pattern.count()).isEqualTo(1);
              assertThat(pattern.target()).contains("rates:8080");
              assertThat(pattern.since()).contains(Instant.parse("2026-11-22T10:01:00Z"));
              assertThat(pattern.sample())
                  .contains("java.net.ConnectException: Connection refused: rates:8080");
            });
  }

  @Test
  void anEventWithoutTargetIsAboutTheOnlyOneThatOthersName() {
    String named = "2026-11-22T10:16:00Z ERROR connect ECONNREFUSED 10.0.0.1:80";
    String other = "2026-11-22T10:16:00Z ERROR connect ECONNREFUSED 10.0.0.2:80";
    String nameless = "2026-11-22T10:15:30Z ERROR java.net.ConnectException: Connection refused";
    assertThat(patterns(log("menu", named, nameless)))
        .singleElement()
        .satisfies(
            pattern -> {
              assertThat(pattern.count()).isEqualTo(2);
              assertThat(pattern.target()).contains("10.0.0.1:80");
              assertThat(pattern.since()).contains(Instant.parse("2026-11-22T10:15:30Z"));
            });
    assertThat(patterns(log("menu", named, other, nameless))).hasSize(3);
  }

  @Test
  void errorsThatAllLieBeforeTheWindowAreCountedAsNone() {
    assertThat(patterns(log("menu", "2026-11-22T09:00:00Z ERROR disk: no space left on device")))
        .singleElement()
        .satisfies(
            pattern -> {
              assertThat(pattern.count()).isZero();
              assertThat(pattern.since()).contains(Instant.parse("2026-11-22T09:00:00Z"));
            });
  }

  @Test
  void aLogPatternThatTheSnapshotGivesStands() {
    LogPattern given =
        new LogPattern(
            "menu",
            Optional.empty(),
            KnownError.DISK_FULL,
            0,
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty());
    assertThat(patterns(given, log("menu", "ERROR: no space left on device"))).isEmpty();
    assertThat(patterns(given, log("other", "ERROR: no space left on device"))).hasSize(1);
  }

  @Test
  void theOrderOfFactsChangesNothing() {
    List<Fact> facts =
        new ArrayList<>(
            List.of(
                workload("gw", Workload.Role.GATEWAY),
                workload("menu", Workload.Role.UPSTREAM),
                log(
                    "gw",
                    istio(
                        "10:16:00",
                        "/menu/1",
                        "503 UF x",
                        "10.1.1.9:8080",
                        "outbound|80||menu.shop.svc.cluster.local")),
                log(
                    "gw",
                    istio(
                        "10:15:00",
                        "/menu/2",
                        "200 - via_upstream",
                        "10.1.1.8:8080",
                        "outbound|80||menu.shop.svc.cluster.local")),
                log("menu", "2026-11-22T10:16:00Z ERROR a: connect ECONNREFUSED 10.0.0.1:80"),
                log("menu", "2026-11-22T10:17:00Z ERROR b: connect ECONNREFUSED 10.0.0.1:80"),
                given("/orders", "orders")));
    List<Fact> first =
        reader.read(new Snapshot("gw", "shop", NOW, Duration.ofMinutes(5), facts)).derived();
    assertThat(first).hasSizeGreaterThan(1);
    Random random = new Random(7);
    for (int i = 0; i < 10; i++) {
      Collections.shuffle(facts, random);
      assertThat(
              reader.read(new Snapshot("gw", "shop", NOW, Duration.ofMinutes(5), facts)).derived())
          .isEqualTo(first);
    }
  }

  @Test
  void unmatchedLinesAreCountedAndShownTheMostSeriousFirst() {
    LogReading reading =
        reader
            .read(
                snapshot(
                    log(
                        "menu",
                        "2026-11-22 10:16:00 INFO fine",
                        "2026-11-22 10:16:00 ERROR the moon is full",
                        "2026-11-22 10:16:00 ERROR disk: no space left on device")))
            .readings()
            .getFirst();
    assertThat(reading.lines()).isEqualTo(3);
    assertThat(reading.recognised()).isEqualTo(1);
    assertThat(reading.unmatched()).isEqualTo(2);
    assertThat(reading.samples()).first().asString().contains("the moon is full");
  }
}
