package io.fivewhys.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fivewhys.fact.LogLines.Format;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.logs.access.AccessLog;
import io.fivewhys.logs.line.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteHistoryTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
  private static final Instant FROM = NOW.minusSeconds(300);

  private final RouteHistory history = new RouteHistory(Duration.ofHours(1));
  private final AccessLog log = new AccessLog(new Times(NOW));

  private void request(Instant at, String path, int status, double seconds) {
    request(at, path, status, seconds, Optional.of("orders"));
  }

  private void request(
      Instant at, String path, int status, double seconds, Optional<String> upstream) {
    String line =
        "192.0.2.7 - - [22/Nov/2026:10:15:00 +0000] \"GET %s HTTP/1.1\" %d 12 \"-\" \"curl/8\" rt=%s us=%d uaddr=10.0.0.1:80"
            .formatted(path, status, seconds, status);
    history.add(log.read(line, Optional.empty(), Format.AUTO).orElseThrow(), at, upstream);
  }

  /** One request a second, each failing as the status says. */
  private void steady(Instant from, Instant to, int status) {
    for (Instant at = from; at.isBefore(to); at = at.plusSeconds(1)) {
      request(at, "/orders/" + (at.getEpochSecond() % 97), status, 0.020);
    }
  }

  private RouteTraffic only() {
    List<RouteTraffic> traffic = history.between(FROM, NOW);
    assertThat(traffic).hasSize(1);
    return traffic.getFirst();
  }

  @Test
  void countsWhatIsInTheWindowAndNothingElse() {
    history.begin(FROM.minusSeconds(1));
    request(FROM.minusMillis(1), "/orders/1", 200, 0.5);
    request(FROM, "/orders/2", 200, 0.010);
    request(NOW.minusMillis(1), "/orders/3", 504, 3);
    request(NOW, "/orders/4", 200, 0.7);
    RouteTraffic traffic = only();
    assertThat(traffic.route()).isEqualTo("GET /orders/{id}");
    assertThat(traffic.upstream()).contains("orders");
    assertThat(traffic.responses()).isEqualTo(Map.of(200, 1L, 504, 1L));
    assertThat(traffic.flags()).isEqualTo(Map.of("UT", 1L));
    assertThat(traffic.p50Millis()).hasValue(10);
    assertThat(traffic.p95Millis()).hasValue(3000);
    assertThat(traffic.p99Millis()).hasValue(3000);
  }

  @Test
  void saysWhatIsUsualOnceItKnowsThreeWindows() {
    history.begin(NOW.minus(Duration.ofMinutes(21)));
    steady(NOW.minus(Duration.ofMinutes(20)), NOW, 200);
    RouteTraffic traffic = only();
    assertThat(traffic.total()).isEqualTo(300);
    assertThat(traffic.baselineRequests()).hasValue(300);
    assertThat(traffic.baselineErrorRatio()).hasValue(0);
    assertThat(traffic.baselineP99Millis().orElseThrow()).isCloseTo(20, within(0.6));
    assertThat(traffic.errorsSince()).isEmpty();
  }

  @Test
  void whatIsUsualIsThatOfAWindowHoweverShort() {
    history.begin(NOW.minus(Duration.ofMinutes(21)));
    steady(NOW.minus(Duration.ofMinutes(20)), NOW, 200);
    assertThat(history.between(NOW.minusSeconds(15), NOW).getFirst().baselineRequests())
        .hasValue(15);
    assertThat(history.between(NOW.minusSeconds(4), NOW).getFirst().baselineRequests()).hasValue(4);
  }

  @Test
  void knowsNothingUsualWhileItKnowsTooLittle() {
    history.begin(NOW.minus(Duration.ofMinutes(14)));
    steady(NOW.minus(Duration.ofMinutes(14)), NOW, 200);
    RouteTraffic traffic = only();
    assertThat(traffic.total()).isEqualTo(300);
    assertThat(traffic.baselineRequests()).isEmpty();
    assertThat(traffic.baselineErrorRatio()).isEmpty();
    assertThat(traffic.baselineP99Millis()).isEmpty();
  }

  @Test
  void anOddWindowMakesNothingUsual() {
    history.begin(NOW.minus(Duration.ofMinutes(31)));
    steady(NOW.minus(Duration.ofMinutes(30)), NOW, 200);
    Instant odd = NOW.minus(Duration.ofMinutes(18));
    for (int i = 0; i < 5_000; i++) {
      request(odd.plusMillis(i), "/orders/1", 502, 9);
    }
    RouteTraffic traffic = only();
    assertThat(traffic.baselineRequests()).hasValue(300);
    assertThat(traffic.baselineErrorRatio()).hasValue(0);
    assertThat(traffic.baselineP99Millis().orElseThrow()).isLessThan(25);
  }

  @Test
  void errorsBeganWithTheFirstOfManyAndNotWithAStrayOneBefore() {
    history.begin(NOW.minus(Duration.ofMinutes(31)));
    Instant onset = NOW.minusSeconds(137);
    steady(NOW.minus(Duration.ofMinutes(30)), onset, 200);
    request(onset.minusSeconds(45), "/orders/1", 500, 0.1);
    request(NOW.minus(Duration.ofMinutes(20)), "/orders/1", 500, 0.1);
    steady(onset, NOW, 503);
    RouteTraffic traffic = only();
    assertThat(traffic.errorsSince()).contains(onset);
    assertThat(traffic.baselineErrorRatio()).hasValue(0);
  }

  @Test
  void errorsThatMayHaveBegunBeforeAllThatIsKnownBeganNobodyKnowsWhen() {
    history.begin(NOW.minus(Duration.ofMinutes(31)));
    steady(NOW.minus(Duration.ofMinutes(30)), NOW, 503);
    RouteTraffic traffic = only();
    assertThat(traffic.errorsSince()).isEmpty();
    assertThat(traffic.baselineErrorRatio()).as("what always fails has no usual share").isEmpty();
    assertThat(traffic.baselineP99Millis()).isEmpty();
  }

  @Test
  void anOutageThatOutlastsTheMemoryNeverBecomesUsual() {
    Instant begin = NOW.minus(Duration.ofHours(4));
    Instant onset = begin.plus(Duration.ofMinutes(40));
    history.begin(begin);
    for (Instant at = begin; at.isBefore(NOW); at = at.plusSeconds(300)) {
      for (int i = 0; i < 300; i++) {
        Instant second = at.plusSeconds(i);
        request(second, "/orders/1", second.isBefore(onset) ? 200 : 503, 0.020);
      }
      history.between(at, at.plusSeconds(300));
    }
    RouteTraffic traffic = only();
    assertThat(traffic.errorsSince()).contains(onset);
    assertThat(traffic.baselineErrorRatio()).hasValue(0);
    assertThat(traffic.baselineRequests()).hasValue(300);
  }

  @Test
  void aRouteWithoutARequestIsZeroWhereTheLogCoversTheWindow() {
    history.begin(NOW.minus(Duration.ofMinutes(31)));
    steady(NOW.minus(Duration.ofMinutes(30)), FROM, 200);
    request(NOW.minusSeconds(5), "/other", 200, 0.1, Optional.of("other"));
    assertThat(history.between(FROM, NOW))
        .anySatisfy(
            traffic -> {
              assertThat(traffic.route()).isEqualTo("GET /orders/{id}");
              assertThat(traffic.responses()).isEmpty();
              assertThat(traffic.baselineRequests()).hasValue(300);
            });
  }

  @Test
  void aSilentLogIsNoZero() {
    history.begin(NOW.minus(Duration.ofMinutes(31)));
    steady(NOW.minus(Duration.ofMinutes(30)), FROM, 200);
    assertThat(history.between(FROM, NOW)).isEmpty();
  }

  @Test
  void whatIsLostIsComparedWithNothingAndNoZero() {
    history.begin(NOW.minus(Duration.ofMinutes(31)));
    steady(NOW.minus(Duration.ofMinutes(30)), NOW, 200);
    for (int i = 0; i < 400; i++) {
      request(FROM.minusSeconds(500).plusMillis(i), "/gone", 200, 0.1, Optional.of("gone"));
    }
    history.lost(NOW.minusSeconds(60), NOW.minusSeconds(30));
    assertThat(history.covers(FROM, NOW)).isFalse();
    RouteTraffic traffic = only();
    assertThat(traffic.baselineRequests()).isEmpty();
    assertThat(traffic.baselineErrorRatio()).hasValue(0);
  }

  @Test
  void aWindowWithAGapSaysNothingOfWhatIsUsual() {
    history.begin(NOW.minus(Duration.ofMinutes(21)));
    steady(NOW.minus(Duration.ofMinutes(20)), NOW, 200);
    history.lost(NOW.minus(Duration.ofMinutes(8)), NOW.minus(Duration.ofMinutes(8)));
    assertThat(only().baselineRequests()).isEmpty();
  }

  @Test
  void requestsThatNobodyServedBelongToTheUpstreamOfTheirRoute() {
    history.begin(NOW.minus(Duration.ofMinutes(21)));
    steady(NOW.minus(Duration.ofMinutes(20)), NOW, 200);
    request(NOW.minusSeconds(3), "/orders/7", 503, 0.001, Optional.empty());
    RouteTraffic traffic = only();
    assertThat(traffic.upstream()).contains("orders");
    assertThat(traffic.responses()).isEqualTo(Map.of(200, 300L, 503, 1L));
  }

  @Test
  void pathsThatSomebodyMakesUpTakeNoMoreRoomThanTheyMay() {
    history.begin(NOW.minus(Duration.ofMinutes(31)));
    for (int i = 0; i < 30_000; i++) {
      String name = "p" + Integer.toString(i, 26).replaceAll("[0-9]", "z");
      request(NOW.minusMillis(30_000 - i), "/" + name + "/x" + name, 404, 0.001);
    }
    List<RouteTraffic> traffic = history.between(FROM, NOW);
    assertThat(traffic.size()).isBetween(200, 201);
    assertThat(traffic.stream().mapToLong(RouteTraffic::total).sum()).isEqualTo(30_000);
  }
}
