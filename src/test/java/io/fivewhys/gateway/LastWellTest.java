package io.fivewhys.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Collector;
import io.fivewhys.collect.FakeSource;
import io.fivewhys.collect.Masking;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LastWellTest {
  private static final Instant WELL = Instant.parse("2026-01-05T11:50:00Z");
  private static final Instant LONG_AGO = WELL.minusSeconds(240);

  private final LastWell lastWell = new LastWell();

  private static RouteTraffic route(String name, Optional<Instant> errorsSince, long good) {
    return route(name, errorsSince, good, errorsSince.isPresent() ? 40 : 0);
  }

  private static RouteTraffic route(
      String name, Optional<Instant> errorsSince, long good, long errors) {
    return new RouteTraffic(
        name,
        Optional.of("orders"),
        Map.of(200, good, 500, errors),
        Map.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        errorsSince,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Snapshot look(Instant at, Fact... facts) {
    return new Snapshot("edge", "shop", at, Duration.ofSeconds(30), List.of(facts));
  }

  /** When the errors of the route began, as the next look has it. */
  private Optional<Instant> since(RouteTraffic route) {
    Snapshot bounded = lastWell.bounded(look(WELL.plusSeconds(60), route));
    return ((RouteTraffic) bounded.facts().getFirst()).errorsSince();
  }

  private static Diagnosis healthy() {
    return SampleDiagnoses.healthy("edge");
  }

  private static final RouteTraffic FAILS = route("/orders", Optional.of(LONG_AGO), 5);

  @Test
  void whatFailsSinceAllWasWellDidNotBeginBefore() {
    lastWell.heard(look(WELL, route("/orders", Optional.empty(), 90)), healthy());

    assertThat(since(FAILS)).contains(WELL);
    Instant later = WELL.plusSeconds(20);
    assertThat(since(route("/orders", Optional.of(later), 5))).contains(later);
    assertThat(since(route("/orders", Optional.empty(), 5))).isEmpty();
  }

  @Test
  void whereNobodyKnowsWhenTheyBeganTheyBeganAfterTheLookWithoutOne() {
    RouteTraffic fails = route("/orders", Optional.empty(), 5, 40);
    lastWell.heard(look(WELL, route("/orders", Optional.empty(), 90, 0)), healthy());
    assertThat(since(fails)).contains(WELL);

    lastWell.heard(look(WELL, route("/orders", Optional.empty(), 90, 1)), healthy());
    assertThat(since(fails)).as("there was one already").isEmpty();
  }

  @Test
  void nothingElseIsTakenForWell() {
    assertThat(since(FAILS)).contains(LONG_AGO);

    lastWell.heard(
        look(WELL, route("/orders", Optional.empty(), 90)), SampleDiagnoses.badRelease("edge"));
    assertThat(since(FAILS)).as("the gateway is not well").contains(LONG_AGO);

    lastWell.heard(
        look(
            WELL,
            route("/orders", Optional.of(LONG_AGO), 90),
            route("/other", Optional.empty(), 9)),
        healthy());
    assertThat(since(FAILS)).as("a few errors were there").contains(LONG_AGO);

    lastWell.heard(look(WELL, route("/orders", Optional.empty(), 0)), healthy());
    assertThat(since(FAILS)).as("nobody asked for it").contains(LONG_AGO);
  }

  @Test
  void theServicesOwnLooksAreBoundedByIt() throws Exception {
    var fails = new AtomicBoolean();
    var source =
        new FakeSource(
            "prometheus",
            Duration.ofSeconds(30),
            look ->
                Answer.of(
                    List.of(
                        route(
                            "/orders",
                            fails.get()
                                ? Optional.of(look.at().minusSeconds(240))
                                : Optional.empty(),
                            50))));
    var gateway =
        new Gateway(
            "edge",
            "shop",
            Duration.ofDays(1),
            Duration.ofMinutes(5),
            new Collector(List.of(source), new Masking(false), Clock.systemUTC()));
    Diagnosing diagnosing =
        snapshot ->
            (fails.get() ? SampleDiagnoses.badRelease("edge") : healthy()).withId("of the look");
    try (var gateways =
        new Gateways(List.of(gateway), diagnosing, SweepListener.none(), Clock.systemUTC())) {
      gateways.start();
      Instant well = gateways.evaluate("edge").snapshot().observedAt();
      fails.set(true);

      var facts = gateways.evaluate("edge").snapshot().facts();

      assertThat(facts)
          .singleElement()
          .extracting(it -> ((RouteTraffic) it).errorsSince())
          .isEqualTo(Optional.of(well));
    }
  }

  @Test
  void onlyTheLastSuchLookCounts() {
    lastWell.heard(look(WELL, route("/orders", Optional.empty(), 90)), healthy());
    lastWell.heard(look(WELL.plusSeconds(5)), healthy());

    assertThat(since(FAILS)).contains(LONG_AGO);
  }
}
