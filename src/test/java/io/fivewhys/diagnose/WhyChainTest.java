package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.inference.Because;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Evidence;
import io.fivewhys.inference.Hypothesis;
import io.fivewhys.inference.Subject;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WhyChainTest {
  private static final Hypothesis DATABASE = of(Category.DEPENDENCY_FAILURE, "stock-db");
  private static final Hypothesis STOCK = of(Category.UPSTREAM_SERVICE_FAILURE, "stock");
  private static final Hypothesis SECRET = of(Category.CONFIGURATION_ERROR, "stock-secret");

  private Situation situation =
      Facts.situation(
          Facts.ORDERS_FAIL,
          "Calls, caller: orders, callee: stock, requests: 1000, errors: 480",
          "Calls, caller: stock, callee: stock-db, requests: 900, errors: 450");
  private final List<Evidence> evidence = new ArrayList<>();
  private final List<Because> because = new ArrayList<>();
  private final Map<Object, String> ruleOf = new IdentityHashMap<>();

  @Test
  void leadsFromTheSymptomAlongTheCallsToTheRoot() {
    seen(DATABASE, 30, "the database is down");

    assertThat(chain())
        .containsExactly(
            "/orders answers 500 of 1,000 requests with 5xx (503: 500), 50 %",
            "480 of 1,000 calls from orders to stock fail",
            "450 of 900 calls from stock to stock-db fail",
            "the database is down");
  }

  @Test
  void effectsLieBetweenTheSymptomAndTheirRootTheFurthestFirst() {
    seen(STOCK, 20, "stock fails");
    seen(DATABASE, 30, "the database refuses");
    seen(SECRET, 15, "the password was changed");
    because.add(new Because(STOCK, DATABASE));
    because.add(new Because(DATABASE, SECRET));

    assertThat(chain()).endsWith("stock fails", "the database refuses", "the password was changed");
    assertThat(chain().getFirst()).startsWith("/orders answers");
  }

  @Test
  void whatTheRootDoesToOthersIsNoStepOfThisChain() {
    seen(STOCK, 20, "stock fails");
    seen(of(Category.CIRCUIT_BREAKER_ACTIVATION, "payments"), 9, "the breaker of payments is open");
    seen(DATABASE, 30, "the database refuses");
    because.add(new Because(STOCK, DATABASE));
    because.add(new Because(of(Category.CIRCUIT_BREAKER_ACTIVATION, "payments"), DATABASE));

    situation =
        Facts.situation(
            Facts.ORDERS_FAIL,
            "RouteTraffic, route: /pay, upstream: payments, responses: {'200': 90, '503': 10}",
            "Calls, caller: orders, callee: stock, requests: 1000, errors: 480",
            "Calls, caller: payments, callee: stock-db, requests: 90, errors: 10",
            "Calls, caller: stock, callee: stock-db, requests: 900, errors: 450");
    assertThat(chain()).containsOnlyOnce("the breaker of payments is open").hasSize(4);

    situation =
        Facts.situation(
            Facts.ORDERS_FAIL,
            "RouteTraffic, route: /pay, upstream: payments, responses: {'200': 90, '503': 10}",
            "Calls, caller: orders, callee: stock-db, requests: 1000, errors: 480");
    assertThat(chain())
        .endsWith("the database refuses")
        .doesNotContain("the breaker of payments is open");
  }

  @Test
  void theStrongestEvidenceComesLastAndRefutationsNotAtAll() {
    seen(DATABASE, 30, "strongest");
    seen(DATABASE, 9, "weaker");
    seen(DATABASE, -3, "against");

    assertThat(chain()).endsWith("weaker", "strongest").doesNotContain("against");
  }

  /** That the replicas are ready is no reason why requests fail. */
  @Test
  void whatIsWellBesideCountsAndIsNoWhy() {
    seen(STOCK, 8, "the gateway refuses");
    seen(STOCK, 20, "every replica is ready", true);
    seen(DATABASE, 30, "the database refuses");
    seen(DATABASE, 12, "nothing else changed", true);
    because.add(new Because(STOCK, DATABASE));

    assertThat(chain())
        .endsWith("the gateway refuses", "the database refuses")
        .doesNotContain("every replica is ready", "nothing else changed");
  }

  @Test
  void aRootForWhichOnlyContrastsSpeakStillEndsItsChain() {
    seen(DATABASE, 30, "nothing else changed", true);

    assertThat(chain()).hasSize(4);
    assertThat(chain().getLast()).contains("stock-db").isNotEqualTo("nothing else changed");
  }

  @Test
  void whatIsNobodysSuspectStartsAtTheWorstRoute() {
    seen(SECRET, 30, "a key is missing");

    assertThat(chain())
        .containsExactly(
            "/orders answers 500 of 1,000 requests with 5xx (503: 500), 50 %", "a key is missing");
  }

  @Test
  void saysNothingTwiceAndHasTwoStepsAtLeast() {
    String symptom = "/orders answers 500 of 1,000 requests with 5xx (503: 500), 50 %";
    seen(SECRET, 30, symptom);

    assertThat(chain()).hasSize(2).doesNotHaveDuplicates().startsWith(symptom);
  }

  private static Hypothesis of(Category category, String name) {
    return new Hypothesis(category, Subject.of("Deployment", "shop", name));
  }

  private void seen(Hypothesis hypothesis, double weight, String statement) {
    seen(hypothesis, weight, statement, false);
  }

  private void seen(Hypothesis hypothesis, double weight, String statement, boolean contrast) {
    Evidence seen = new Evidence(hypothesis, weight, "", statement, contrast, List.of());
    evidence.add(seen);
    ruleOf.put(seen, statement);
  }

  private List<String> chain() {
    var evaluation = SampleEvaluations.of(evidence, because, ruleOf);
    return new WhyChain(situation)
        .of(new Weighing(evaluation, 0.5).roots().getFirst()).stream()
            .map(WhyStep::statement)
            .toList();
  }
}
