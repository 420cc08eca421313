package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.Snapshot;
import io.fivewhys.inference.Trouble;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroublesTest {
  @ParameterizedTest(name = "{0} lines, usually {1}: {2}")
  @CsvSource({"0, 0, false", "1, 0, true", "29, 10, false", "30, 10, true", "10, 10, false"})
  void threeTimesTheUsualNumberOfLinesIsTrouble(long count, long usual, boolean isTrouble) {
    var troubles =
        troubles(
            "LogPattern, workload: a, pattern: timeout, count: %d, baselineCount: %d"
                .formatted(count, usual));

    assertThat(troubles.isEmpty()).isEqualTo(!isTrouble);
  }

  @Test
  void anUnknownUsualNumberIsNoReasonToLookAway() {
    var troubles = troubles("LogPattern, workload: a, pattern: timeout, count: 3");

    assertThat(troubles).hasSize(1);
    assertThat(troubles.getFirst().baseline()).isEmpty();
  }

  @Test
  void linesFromJustBeforeTheWindowCountAndOlderOnesDoNot() {
    String since = "LogPattern, workload: a, pattern: timeout, count: 0, since: ";

    assertThat(troubles(since + "'2026-01-05T11:50:00Z'")).hasSize(1);
    assertThat(troubles(since + "'2026-01-05T11:49:59Z'")).isEmpty();
  }

  @Test
  void aTargetThatOtherFactsKnowGetsTheirNameForIt() {
    var trouble =
        troubles(
                "Workload, name: orders-db",
                "LogPattern, workload: a, pattern: timeout, count: 3, target:"
                    + " 'orders-db.shop.svc:5432'")
            .getFirst();

    assertThat(trouble.about()).isEqualTo("orders-db");
    assertThat(trouble.known()).isTrue();
  }

  @Test
  void aTargetThatNobodyKnowsKeepsItsHost() {
    var trouble =
        troubles(
                "LogPattern, workload: a, pattern: timeout, count: 3, target:"
                    + " 'https://API.bank.example/v1'")
            .getFirst();

    assertThat(trouble.about()).isEqualTo("api.bank.example");
    assertThat(trouble.known()).isFalse();
    assertThat(trouble.isAboutSomebody()).isTrue();
  }

  @Test
  void nobodyComplainsAboutItself() {
    var trouble =
        troubles(
                "Workload, name: a",
                "LogPattern, workload: a, pattern: timeout, count: 3, target: 'a:8080'")
            .getFirst();

    assertThat(trouble.about()).isEmpty();
    assertThat(trouble.isAboutSomebody()).isFalse();
  }

  private static List<Trouble> troubles(String... facts) {
    Snapshot snapshot = Facts.snapshot(facts);
    return Troubles.of(snapshot, new Directory(snapshot), Facts.THRESHOLDS);
  }
}
