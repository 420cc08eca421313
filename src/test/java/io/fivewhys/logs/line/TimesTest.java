package io.fivewhys.logs.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimesTest {
  private final Times times = new Times(Instant.parse("2026-11-22T10:20:00Z"));

  @Test
  void manyWaysToWriteATimeMeanTheSame() {
    for (String line :
        List.of(
            "2026-11-22T10:15:00.120Z INFO x",
            "2026-11-22T11:15:00.120+01:00 INFO x",
            "2026-11-22T11:15:00.120+0100 INFO x",
            "2026-11-22 10:15:00,120 INFO x",
            "2026-11-22 10:15:00.120 UTC [71] LOG:  x",
            "[2026-11-22 10:15:00,120] INFO x",
            "2026/11/22 10:15:00.120 x",
            "Nov 22 10:15:00.120 host x[1]: x",
            "[Sun Nov 22 10:15:00.120 2026] [php:error] x",
            "[22-Nov-2026 10:15:00.120 UTC] PHP x",
            "1:M 22 Nov 2026 10:15:00.120 # x",
            "I1122 10:15:00.120000       1 x.go:1] x",
            "I, [2026-11-22T10:15:00.120000 #1]  INFO -- : x",
            "time=\"2026-11-22T10:15:00.120Z\" level=info msg=x",
            "INFO 2026-11-22 10:15:00,120 x")) {
      assertThat(Header.of(line, times).at())
          .as(line)
          .contains(Instant.parse("2026-11-22T10:15:00.120Z"));
    }
  }

  @Test
  void levelsAreFoundWhereLoggersPutThem() {
    for (String line :
        List.of(
            "2026-11-22T10:15:00.120Z  WARN 1 --- [main] c.s.Api : x",
            "2026-11-22 10:15:00,120 WARNING api: x",
            "2026-11-22 10:15:00,120 [main] WARN c.s.Api - x",
            "2026/11/22 10:15:00 [warn] 7#7: x",
            "[2026-11-22 10:15:00.120][12][warning][upstream] x",
            "W1122 10:15:00.120000       1 x.go:1] x",
            "WARN: x",
            "[WARN] x",
            "warn: Shop.Api[0]",
            "WARNING:root:x",
            "10:15:00 WARN x",
            "2026-11-22T10:15:00Z\tWARN\tapi/x.go:3\tx",
            "ts=2026-11-22T10:15:00Z caller=x.go:1 level=warn msg=x")) {
      assertThat(Header.of(line, times).level()).as(line).contains(Level.WARN);
    }
    assertThat(Header.of("connect ECONNREFUSED 10.0.0.1:80", times).isPresent()).isFalse();
    assertThat(Header.of("java.lang.IllegalStateException: x", times).isPresent()).isFalse();
  }

  @Test
  void aYearThatIsNotNamedIsTheLastThatFits() {
    Times january = new Times(Instant.parse("2027-01-01T00:05:00Z"));
    assertThat(Header.of("Dec 31 23:59:00 host x: y", january).at())
        .contains(Instant.parse("2026-12-31T23:59:00Z"));
  }

  @Test
  void aTimeOfDayNamesNoDay() {
    assertThat(Header.of("10:15:00 ERROR x", times).timed()).isTrue();
    assertThat(Header.of("10:15:00 ERROR x", times).at()).isEmpty();
  }

  @Test
  void epochsAreToldApartByTheirSize() {
    Instant at = Instant.parse("2026-11-22T10:15:00Z");
    assertThat(Times.epoch(at.getEpochSecond())).contains(at);
    assertThat(Times.epoch(at.toEpochMilli())).contains(at);
    assertThat(Times.epoch(at.toEpochMilli() * 1e6)).contains(at);
    assertThat(Times.epoch(42)).isEqualTo(Optional.empty());
  }
}
