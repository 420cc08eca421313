package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.inference.FailingRoute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
  @ParameterizedTest(name = "{0} of {1} is failing: {2}")
  @CsvSource({
    "0, 1000, false",
    "4, 8, false",
    "5, 500, true",
    "5, 501, false",
    "9, 1000, false",
    "10, 1000, true",
    "1000, 1000, true",
  })
  void withoutAUsualShareOneInAHundredCounts(long errors, long total, boolean failing) {
    var routes = routes(traffic(errors, total, ""));

    assertThat(routes.failing().isEmpty()).isEqualTo(!failing);
  }

  @ParameterizedTest(name = "{0} of {1}, usually {2}, is failing: {3}")
  @CsvSource({
    "30, 1000, 0.03, false", // as always
    "35, 1000, 0.03, false", // within chance
    "59, 1000, 0.03, false", // more, not twice as much
    "60, 1000, 0.03, true",
    "5, 10000, 0.0001, false", // many times the usual, and still next to nothing
    "60, 10000, 0.0005, true",
    "100, 1000, 0, true",
    "999, 1000, 1, false",
  })
  void withAUsualShareItTakesMoreThanThat(long errors, long total, double usual, boolean failing) {
    var routes = routes(traffic(errors, total, ", baselineErrorRatio: " + usual));

    assertThat(routes.failing().isEmpty()).isEqualTo(!failing);
  }

  @Test
  void fourHundredsAreNoServerErrors() {
    var routes =
        routes("RouteTraffic, route: /a, upstream: a, responses: {'404': 9000, '429': 900}");

    assertThat(routes.failing()).isEmpty();
    assertThat(routes.served()).containsExactly("a");
  }

  @Test
  void countsOfErrorsAloneAreNoShare() {
    var routes =
        routes("RouteTraffic, route: /a, upstream: a, responses: {'502': 40}, errorsOnly: true");

    assertThat(routes.failing()).hasSize(1);
    assertThat(routes.failing().getFirst().total()).isEmpty();
    assertThat(routes.failing().getFirst().ratio()).isEmpty();
  }

  @Test
  void countsOfErrorsAloneAreComparedWithTheUsualNumberOfThem() {
    String usual = ", errorsOnly: true, baselineErrorRatio: 0.02, baselineRequests: 1000";

    assertThat(routes("RouteTraffic, route: /a, responses: {'502': 44}" + usual).failing())
        .as("20 are usual")
        .isEmpty();
    assertThat(routes("RouteTraffic, route: /a, responses: {'502': 45}" + usual).failing())
        .hasSize(1);
  }

  @Test
  void aRouteOfWhichOnlyErrorsAreCountedDoesNotShowThatItsUpstreamServes() {
    var routes =
        routes("RouteTraffic, route: /a, upstream: a, responses: {'502': 1}, errorsOnly: true");

    assertThat(routes.failing()).isEmpty();
    assertThat(routes.served()).isEmpty();
    assertThat(routes.seen()).isTrue();
  }

  @Test
  void anUpstreamServesOnlyWhenItFailsOnNoRoute() {
    var routes =
        routes(
            "RouteTraffic, route: /a, upstream: a, responses: {'200': 900}",
            "RouteTraffic, route: /a/slow, upstream: a, responses: {'504': 900}",
            "RouteTraffic, route: /b, upstream: b, responses: {'200': 900}");

    assertThat(routes.served()).containsExactly("b");
  }

  @Test
  void slicesOfARouteThatIsCountedAsAWholeCountNothingMore() {
    var routes =
        routes(
            "RouteTraffic, route: /a, upstream: a, responses: {'200': 900}",
            "RouteTraffic, route: /a, upstream: a, pod: a-1, responses: {'500': 90}");

    assertThat(routes.failing()).isEmpty();
  }

  @Test
  void slicesAloneStandForTheWholeRoute() {
    var routes =
        routes(
            "RouteTraffic, route: /a, upstream: a, revision: 7, responses: {'200': 800}, flags:"
                + " {UF: 1}",
            "RouteTraffic, route: /a, upstream: a, revision: 8, responses: {'200': 100, '500':"
                + " 100}, flags: {UF: 2}");

    assertThat(routes.failing()).hasSize(1);
    FailingRoute route = routes.failing().getFirst();
    assertThat(route.errors()).isEqualTo(100);
    assertThat(route.total()).hasValue(1000);
    assertThat(route.flags()).containsEntry("UF", 3L);
    assertThat(route.facts()).hasSize(2);
  }

  @Test
  void callsOfTheGatewayStandInForRoutesThatNobodyCounts() {
    var routes =
        routes(
            "Calls, caller: edge, callee: a, requests: 1000, errors: 60",
            "Calls, caller: a, callee: b, requests: 1000, errors: 60");

    assertThat(routes.failing()).extracting(FailingRoute::upstreamName).containsExactly("a");
    assertThat(routes.seen()).isTrue();
  }

  @Test
  void callsOfTheGatewayCountNothingBesideACountedRoute() {
    var routes =
        routes(
            "RouteTraffic, route: /a, upstream: a, responses: {'200': 900}",
            "Calls, caller: edge, callee: a, requests: 1000, errors: 60");

    assertThat(routes.failing()).isEmpty();
  }

  @Test
  void nothingCountedIsNotSeen() {
    assertThat(routes("Workload, name: a, desired: 1, ready: 1").seen()).isFalse();
    assertThat(routes("Calls, caller: edge, callee: a, requests: 0, errors: 0").seen()).isFalse();
  }

  private static String traffic(long errors, long total, String more) {
    return "RouteTraffic, route: /a, responses: {'200': %d, '503': %d}%s"
        .formatted(total - errors, errors, more);
  }

  private static Routes routes(String... facts) {
    return Routes.of(Facts.snapshot(facts), Facts.THRESHOLDS);
  }
}
