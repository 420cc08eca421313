package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fivewhys.inference.Leads;
import io.fivewhys.inference.Suspect;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuspectsTest {
  private static final String STOCK_FAILS =
      "Calls, caller: orders, callee: stock, requests: 1000, errors: 480";
  private static final String DB_FAILS =
      "Calls, caller: stock, callee: stock-db, requests: 900, errors: 450";

  @Test
  void withoutAFailingRouteNobodyIsSuspected() {
    assertThat(Facts.situation(STOCK_FAILS, DB_FAILS).suspects()).isEmpty();
  }

  @Test
  void theDeepestIsTheLastOneThatFailingCallsLeadTo() {
    var situation = Facts.situation(Facts.ORDERS_FAIL, STOCK_FAILS, DB_FAILS);

    assertThat(deepest(situation)).containsExactly("stock-db");
    assertThat(Facts.suspect(situation, "stock-db").depth()).isEqualTo(3);
    assertThat(Facts.suspect(situation, "stock-db").path())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("/orders answers 500 of 1,000");
    assertThat(situation.leads()).contains(new Leads("orders", "stock-db"));
  }

  @Test
  void cleanCallsReachSomebodyAndAccuseNobody() {
    var situation =
        Facts.situation(
            Facts.ORDERS_FAIL, "Calls, caller: orders, callee: stock, requests: 1000, errors: 0");

    assertThat(Facts.suspect(situation, "stock").accused()).isFalse();
    assertThat(deepest(situation)).containsExactly("orders");
    assertThat(situation.leads()).noneMatch(it -> it.to().equals("stock"));
  }

  @Test
  void slowCallsAccuseAsFailingOnesDo() {
    var situation =
        Facts.situation(
            Facts.ORDERS_FAIL,
            "Calls, caller: orders, callee: stock, requests: 1000, errors: 0, p99Millis: 9000,"
                + " baselineP99Millis: 40");

    assertThat(deepest(situation)).containsExactly("stock");
  }

  @Test
  void aComplaintAccusesWhomItNames() {
    var situation =
        Facts.situation(
            Facts.ORDERS_FAIL,
            "Workload, name: stock",
            "LogPattern, workload: orders, pattern: timeout, count: 40, target: 'stock:8080'");

    assertThat(deepest(situation)).containsExactly("stock");
  }

  @Test
  void countedCallsThatSucceedContradictAComplaint() {
    var situation =
        Facts.situation(
            Facts.ORDERS_FAIL,
            "Calls, caller: orders, callee: stock, requests: 1000, errors: 1",
            "LogPattern, workload: orders, pattern: timeout, count: 40, target: 'stock:8080'");

    assertThat(Facts.suspect(situation, "stock").accused()).isFalse();
    assertThat(deepest(situation)).containsExactly("orders");
  }

  @Test
  void aHandfulOfCallsContradictsNothing() {
    var situation =
        Facts.situation(
            Facts.ORDERS_FAIL,
            "Calls, caller: orders, callee: stock, requests: 9, errors: 0",
            "LogPattern, workload: orders, pattern: timeout, count: 40, target: 'stock:8080'");

    assertThat(deepest(situation)).containsExactly("stock");
  }

  @Test
  void aBareAddressThatNobodyKnowsIsNoSuspect() {
    var situation =
        Facts.situation(
            Facts.ORDERS_FAIL,
            "LogPattern, workload: orders, pattern: timeout, count: 40, target: '10.3.4.5:8080'");

    assertThat(situation.suspects()).extracting(Suspect::name).containsExactly("edge", "orders");
  }

  @Test
  void aHostThatNobodyKnowsIsOneWhenTheWayThereFails() {
    var situation =
        Facts.situation(
            Facts.ORDERS_FAIL,
            "LogPattern, workload: orders, pattern: timeout, count: 40, target:"
                + " 'api.bank.example:443'");

    assertThat(deepest(situation)).containsExactly("api.bank.example");
    assertThat(Facts.suspect(situation, "api.bank.example").isDependency()).isTrue();
    assertThat(Facts.suspect(situation, "api.bank.example").mechanismWhenDown())
        .isEqualTo("external_api_down");
  }

  @Test
  void aFailingProbeAccusesWhatItsUsersNeedAndAGoodOneDoesNot() {
    var situation =
        Facts.situation(
            Facts.ORDERS_FAIL,
            "DependencyProbe, dependency: orders-db, type: database, usedBy: [orders], ok: false",
            "DependencyProbe, dependency: sessions, type: cache, usedBy: [orders], ok: true");

    assertThat(deepest(situation)).containsExactly("orders-db");
    assertThat(Facts.suspect(situation, "sessions").accused()).isFalse();
  }

  @Test
  void blameDoesNotPassThroughWhoServesWell() {
    var situation =
        Facts.situation(
            Facts.ORDERS_FAIL,
            "Calls, caller: orders, callee: stock, requests: 1000, errors: 0",
            DB_FAILS);

    assertThat(Facts.suspect(situation, "stock-db").accused()).isFalse();
  }

  @Test
  void aCircleOfFailingCallsComesToAnEnd() {
    var situation =
        Facts.situation(
            Facts.ORDERS_FAIL,
            STOCK_FAILS,
            "Calls, caller: stock, callee: prices, requests: 100, errors: 50",
            "Calls, caller: prices, callee: orders, requests: 100, errors: 50",
            "Calls, caller: prices, callee: prices, requests: 100, errors: 50");

    assertThat(situation.suspects())
        .extracting(Suspect::name)
        .containsExactlyInAnyOrder("edge", "orders", "stock", "prices");
    assertThat(situation.leads()).contains(new Leads("prices", "stock"));
    assertThat(situation.leads()).noneMatch(it -> it.from().equals(it.to()));
  }

  @Test
  void callsBackToTheGatewayAccuseNobody() {
    assertThat(
            deepest(
                Facts.situation(
                    Facts.ORDERS_FAIL,
                    "Calls, caller: orders, callee: edge, requests: 100, errors: 50")))
        .containsExactly("orders");
  }

  @Test
  void aRouteWithoutAnUpstreamSuspectsEveryUpstreamThatIsNotKnownToServe() {
    var situation =
        Facts.situation(
            "RouteTraffic, route: all, responses: {'200': 100, '502': 900}",
            "RouteTraffic, route: /c, upstream: c, responses: {'200': 100}",
            "Workload, name: a, role: upstream",
            "Workload, name: b, role: upstream",
            "Workload, name: c, role: upstream",
            "Workload, name: batch");

    assertThat(situation.suspects())
        .extracting(Suspect::name)
        .containsExactlyInAnyOrder("edge", "a", "b");
  }

  @Test
  void aLongChainOfCallsIsFollowedToItsEnd() {
    String[] facts = new String[301];
    facts[0] = Facts.ORDERS_FAIL.replace("upstream: orders", "upstream: s0");
    for (int i = 1; i < facts.length; i++) {
      facts[i] = "Calls, caller: s%d, callee: s%d, requests: 100, errors: 50".formatted(i - 1, i);
    }

    assertThatCode(() -> assertThat(deepest(Facts.situation(facts))).containsExactly("s300"))
        .doesNotThrowAnyException();
  }

  private static List<String> deepest(Situation situation) {
    return situation.suspects().stream()
        .filter(Suspect::deepest)
        .filter(it -> !it.isGateway())
        .map(Suspect::name)
        .toList();
  }
}
