package io.fivewhys.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HostileLinesTest {
  private static final int LONGEST = 65_536;
  private final LogReader reader = new LogReader(ShippedPatterns.patterns());

  private Readings read(LogLines.Format format, List<String> lines) {
    LogLines log =
        new LogLines(
            "gw",
            Optional.empty(),
            Optional.of(format),
            lines,
            Optional.empty(),
            OptionalLong.empty());
    return reader.read(
        new Snapshot(
            "gw",
            "shop",
            Instant.parse("2026-11-22T10:20:00Z"),
            Duration.ofMinutes(5),
            List.of(log)));
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void noLongLineMakesItSlowOrFail() {
    for (String part :
        List.of(
            " ",
            "\"",
            "[",
            "]",
            "{",
            "(",
            "\\",
            "\t",
            "a",
            "\0",
            "\uD800",
            "9",
            "0/",
            "{\"a\":",
            "[pod/",
            ":",
            "Caused by: ",
            "timeout ",
            "at ",
            "://",
            "a:1 ",
            "=",
            "-",
            "\u001b[",
            "connection refused ",
            "2026-11-22T10:00:00Z ",
            "failed to connect ",
            "Traceback (most recent call last) ",
            "error ")) {
      String text = part.repeat(LONGEST / part.length());
      List<String> lines = new ArrayList<>(Collections.nCopies(20, text));
      lines.add("2026-11-22 10:15:00 ERROR " + text);
      lines.add("192.0.2.1 - - [22/Nov/2026:10:16:00 +0000] \"" + text);
      lines.add(
          "192.0.2.1 - - [22/Nov/2026:10:16:00 +0000] \"GET /"
              + text
              + " HTTP/1.1\" 200 1 \"-\" \""
              + text);
      lines.add("[2026-11-22T10:16:00Z] \"GET /" + text + " HTTP/1.1\" 503 UF " + text);
      lines.add("a [22/Nov/2026:10:16:00.100] fe be/s 0/0/0/0/0 200 " + text);
      lines.add("https 2026-11-22T10:16:00Z " + text);
      lines.add(
          "{\"method\":\"GET\",\"status\":200,\"path\":\"/"
              + text.replaceAll("[\\p{Cntrl}\"\\\\]", "x")
              + "\"}");
      for (LogLines.Format format : LogLines.Format.values()) {
        assertThatCode(() -> read(format, lines))
            .as(format + " " + part)
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void aHundredThousandLinesAreReadAtOnce() {
    List<String> lines = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      lines.add(
          switch (i % 5) {
            case 0 ->
                "2026-11-22 10:16:00.100 ERROR 1 --- [x] c.s.Api : call "
                    + i
                    + " failed: java.net.SocketTimeoutException: Read timed out, http://rates-"
                    + i % 9
                    + ":80/";
            case 1 -> "\tat com.shop.Api.get(Api.java:" + i + ")";
            case 2 ->
                "192.0.2."
                    + i % 250
                    + " - - [22/Nov/2026:10:16:00 +0000] \"GET /a/"
                    + i
                    + "/"
                    + Integer.toHexString(random.nextInt())
                    + " HTTP/1.1\" 502 1 \"-\" \"curl/8\"";
            case 3 -> Character.toString(33 + i % 90);
            default -> "2026-11-22 10:16:00.100  INFO 1 --- [x] c.s.Api : served " + i;
          });
    }
    Readings readings = read(LogLines.Format.AUTO, lines);
    assertThat(readings.readings().getFirst().lines()).isEqualTo(100_000);
    assertThat(readings.derived()).isNotEmpty();
  }

  @Test
  void randomBytesAreNoError() {
    Random random = new Random(7);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      StringBuilder line = new StringBuilder();
      for (int c = random.nextInt(200); c > 0; c--) {
        line.append(
            (char) (random.nextInt(10) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
      }
      lines.add(line.toString());
    }
    assertThat(read(LogLines.Format.AUTO, lines).readings().getFirst().unmatched()).isPositive();
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void aPatternThatBacktracksElsewhereIsLinearHere() {
    Expression expression = Expression.of("x.*y.*z.*w.*v$");
    assertThat(expression.isIn("xyzw".repeat(1_000))).isFalse();
    assertThat(Expression.of("(a|aa)+$").isIn("a".repeat(4_000) + "b")).isFalse();
  }

  @Test
  void bothEnginesMeanTheSameByEveryShippedPattern() {
    for (LogPatternRule rule : ShippedPatterns.patterns().rules()) {
      com.google.re2j.Pattern exact = com.google.re2j.Pattern.compile(rule.match().source());
      for (LogPatternRule other : ShippedPatterns.patterns().rules()) {
        for (String example : other.examples()) {
          boolean parts = rule.match().alternatives().stream().anyMatch(part -> part.isIn(example));
          assertThat(parts)
              .as(rule.match().source() + " in " + example)
              .isEqualTo(exact.matcher(example).find());
        }
      }
    }
  }
}
