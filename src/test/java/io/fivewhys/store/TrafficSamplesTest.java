package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.FactDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficSamplesTest extends StoreTest {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private static Snapshot seen(Instant at, Fact... facts) {
    return new Snapshot("edge", "shop", at, WINDOW, List.of(facts));
  }

  private static FactDraft<RouteTraffic> route(String name, Map<Integer, Long> responses) {
    return FactDraft.of(RouteTraffic.class).set("route", name).set("responses", responses);
  }

  private static Fact blind(String source, Optional<String> subject) {
    return new Blind(source, subject, Optional.of("timeout"), Optional.empty());
  }

  private static TrafficSample sample(Instant at, Map<Integer, Long> responses) {
    return new TrafficSample("edge", at, WINDOW, true, false, responses);
  }

  private List<TrafficSample> between(Instant since, Instant until) {
    var all = new ArrayList<TrafficSample>();
    new TrafficSamples(database).between("edge", since, until, all::add);
    return all;
  }

  @Test
  void addsUpTheRoutesOfALook() {
    var orders = route("/orders", Map.of(200, 90L, 503, 10L)).make();
    var carts = route("/carts", Map.of(200, 5L)).make();
    var partOfOrders = route("/orders", Map.of(200, 45L)).set("pod", "orders-1").make();

    var sample = TrafficSample.of(seen(START, orders, carts, partOfOrders));

    assertThat(sample.known()).isTrue();
    assertThat(sample.responses()).containsExactlyInAnyOrderEntriesOf(Map.of(200, 95L, 503, 10L));
  }

  @Test
  void addsUpTheSlicesOfWhatNobodyCountsWhole() {
    var first = route("/orders", Map.of(200, 40L)).set("pod", "orders-1").make();
    var second = route("/orders", Map.of(200, 2L)).set("pod", "orders-2").make();

    assertThat(TrafficSample.of(seen(START, first, second)).responses()).containsEntry(200, 42L);
  }

  @Test
  void whatCouldNotBeSeenIsUnknownAndNotZero() {
    var counted = route("/orders", Map.of(200, 90L)).make();

    assertThat(TrafficSample.of(seen(START)).known()).isFalse();
    var blind = TrafficSample.of(seen(START, counted, blind("prometheus", Optional.empty())));
    assertThat(blind.known()).isFalse();
    assertThat(blind.responses()).isEmpty();
    assertThat(TrafficSample.of(seen(START, counted, blind("logs", Optional.of("orders")))).known())
        .isTrue();
  }

  @Test
  void tellsTheSamplesOfAGatewayInTheOrderOfTimeEachOnce() {
    var samples = new TrafficSamples(database);
    var first = sample(START, Map.of(200, 90L, 503, 10L));
    var second = TrafficSample.of(seen(START.plusSeconds(15)));
    samples.record(second);
    samples.record(first);
    samples.record(first);
    samples.record(new TrafficSample("other", START, WINDOW, true, false, Map.of(200, 1L)));

    assertThat(between(START, START.plusSeconds(16))).containsExactly(first, second);
    assertThat(between(START, START.plusSeconds(15))).containsExactly(first);
  }

  @Test
  void aDatabaseThatIsGoneIsNoFailureOfALook() {
    var samples = new TrafficSamples(database);
    database.close();

    assertThat(samples.record(sample(START, Map.of()))).isFalse();
  }

  @Test
  void forgetsTheOldestAndLeavesTheRest() {
    var samples = new TrafficSamples(database);
    for (int i = 0; i < 3; i++) {
      samples.record(sample(START.plusSeconds(i), Map.of()));
    }

    assertThat(samples.forgetOld(Duration.ofHours(1), 10)).isZero();
    assertThat(samples.forgetOld(Duration.ofHours(-1), 2)).isEqualTo(2);
    assertThat(between(START, START.plusSeconds(9))).hasSize(1);
  }

  @Test
  void aPointHoldsTheRateWhateverTheWindow() {
    var series = new TrafficSeries(INTERVAL, Duration.ofHours(1));
    series.accept(sample(START, Map.of(200, 120L)));

    assertThat(series.step()).isEqualTo(INTERVAL);
    var point = series.points().getFirst();
    assertThat(point.responses()).containsEntry(200, 120L);
    assertThat(point.perSecond().get(200)).isEqualTo(2.0, within(1e-9));
  }

  @Test
  void tooManySamplesBecomeTheMeanRateOfEachStep() {
    var series = new TrafficSeries(INTERVAL, Duration.ofHours(24));
    for (int i = 0; i < 5_760; i++) {
      Instant at = START.plus(INTERVAL.multipliedBy(i));
      boolean down = i >= 2_000 && i < 2_040;
      long count = i % 2 == 0 ? 60 : 180;
      series.accept(
          down
              ? new TrafficSample("edge", at, WINDOW, false, false, Map.of())
              : sample(at, Map.of(200, count)));
    }

    assertThat(series.step()).isEqualTo(Duration.ofMinutes(2));
    var points = series.points();
    assertThat(points).hasSizeLessThanOrEqualTo(TrafficSeries.MOST_POINTS);
    var second = points.get(1);
    assertThat(second.window()).isEqualTo(Duration.ofMinutes(2));
    assertThat(second.perSecond().get(200)).isEqualTo(2.0, within(1e-9));
    assertThat(second.responses()).containsEntry(200, 240L);
    assertThat(points)
        .filteredOn(it -> !it.known())
        .isNotEmpty()
        .allMatch(it -> it.responses().isEmpty());
  }
}
