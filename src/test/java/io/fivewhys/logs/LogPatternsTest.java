package io.fivewhys.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.fact.KnownError;
import io.fivewhys.logs.LogPatterns.Recognised;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogPatternsTest {
  private static Optional<KnownError> kindOf(String text) {
    return ShippedPatterns.patterns()
        .recognise(Event.of(text, Instant.parse("2026-11-22T10:20:00Z")))
        .map(Recognised::kind);
  }

  @Test
  void everyExampleIsTakenForItsKindAmongAllPatterns() {
    List<String> wrong = new ArrayList<>();
    for (LogPatternRule rule : ShippedPatterns.patterns().rules()) {
      for (String example : rule.examples()) {
        Optional<KnownError> kind = kindOf(example);
        if (!kind.equals(Optional.of(rule.kind()))) {
          wrong.add(
              rule.file()
                  + ":"
                  + rule.line()
                  + " "
                  + rule.kind()
                  + " but "
                  + kind
                  + ": "
                  + example);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void noCounterexampleIsTakenForTheKindItOnlyLooksLike() {
    List<String> wrong = new ArrayList<>();
    for (LogPatternRule rule : ShippedPatterns.patterns().rules()) {
      for (String example : rule.counterexamples()) {
        if (kindOf(example).equals(Optional.of(rule.kind()))) {
          wrong.add(rule.file() + ":" + rule.line() + " " + rule.kind() + ": " + example);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyKindAndEveryPatternHasAnExample() {
    List<LogPatternRule> rules = ShippedPatterns.patterns().rules();
    assertThat(rules.stream().map(LogPatternRule::kind).distinct())
        .containsExactlyInAnyOrder(KnownError.values());
    assertThat(rules)
        .allSatisfy(
            rule -> assertThat(rule.examples()).as(rule.file() + ":" + rule.line()).isNotEmpty());
    assertThat(
            rules.stream()
                .flatMap(rule -> rule.match().alternatives().stream())
                .map(Expression::source)
                .filter(source -> RequiredLiterals.of(source).isEmpty()))
        .as("patterns that have to be tried on every line")
        .isEmpty();
  }

  @Test
  void benignLinesAreNoErrors() {
    for (String line :
        List.of(
            "2026-11-22T10:15:00Z INFO c.s.TimeoutFilter : registered, timeout=30s",
            "2026-11-22 10:15:00 INFO done: 0 errors, 0 timeouts",
            "{\"level\":\"info\",\"msg\":\"batch done\",\"errors\":[],\"timeout\":30}",
            "10.1.1.1 - - [22/Nov/2026:10:15:00 +0000] \"GET /errors/timeout HTTP/1.1\" 200 12",
            "time=\"2026-11-22T10:15:00Z\" level=info msg=\"listening\" read_timeout=30s",
            "Started OrdersApplication in 4.2 seconds (process running for 5.1)",
            "2026-11-22 10:15:00,120 DEBUG retrying after java.net.ConnectException: Connection"
                + " refused",
            "I1122 10:15:00.123456       1 leaderelection.go:250] attempting to acquire leader"
                + " lease",
            "2026-11-22 10:15:00.123  INFO 1 --- [main] c.z.hikari.HikariDataSource : HikariPool-1"
                + " - Start completed.")) {
      assertThat(kindOf(line)).as(line).isEmpty();
    }
  }

  @Test
  void theRootCauseCountsAndNotWhatWrapsIt() {
    assertThat(
            kindOf(
                """
                2026-11-22 10:15:00.123 ERROR 1 --- [exec-1] c.s.Api : request failed
                org.springframework.jdbc.CannotGetJdbcConnectionException: Failed to obtain JDBC Connection
                \tat com.shop.Api.get(Api.java:12)
                Caused by: java.sql.SQLException: wrapped: timed out
                \tat com.shop.Db.get(Db.java:3)
                Caused by: java.net.UnknownHostException: orders-db
                \t... 12 more
                """))
        .contains(KnownError.DNS_FAILURE);
  }

  @Test
  void everyProblemOfAFileIsNamedWithItsLine() {
    String file =
        """
        - pattern: timeouts
          match: slow
        - pattern: timeout
          match: '(slow'
        - pattern: timeout
          match: slow
          colour: red
        - pattern: timeout
          match: slow
          target: host
        - pattern: timeout
          match: slow
          examples: [fast]
        """;
    assertThatThrownBy(() -> LogPatterns.parse(Map.of("logs/mine.yaml", file)))
        .isInstanceOfSatisfying(
            LogPatternsRefused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(LogPatternsRefused.Problem::line)
                    .containsExactlyInAnyOrder(1, 3, 7, 8, 11));
  }

  @Test
  void aFileOfAUserIsReadBesideTheShippedOnes() {
    Map<String, String> files = ShippedPatterns.files();
    files.put(
        "logs/mine.yaml", "- {pattern: deadlock, match: 'saga (?P<to>\\w+) is stuck', target: to}");
    LogPatterns patterns = LogPatterns.parse(files);
    assertThat(patterns.recognise(Event.of("saga refund is stuck", Instant.EPOCH)))
        .hasValueSatisfying(
            found -> {
              assertThat(found.kind()).isEqualTo(KnownError.DEADLOCK);
              assertThat(found.target()).contains("refund");
            });
  }

  @Test
  void brokenYamlIsRefusedAndNamesTheFile() {
    for (String text : List.of("- {pattern: [", "pattern: timeout", "- - -", "a: &a [*a]", "\0")) {
      assertThatThrownBy(() -> LogPatterns.parse(Map.of("logs/mine.yaml", text)))
          .as(Arrays.toString(text.toCharArray()))
          .isInstanceOf(LogPatternsRefused.class)
          .hasMessageContaining("logs/mine.yaml");
    }
  }
}
