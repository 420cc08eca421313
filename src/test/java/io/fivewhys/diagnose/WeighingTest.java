package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.fivewhys.inference.Because;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Evidence;
import io.fivewhys.inference.Hypothesis;
import io.fivewhys.inference.RootCause;
import io.fivewhys.inference.Subject;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeighingTest {
  private static final Hypothesis RELEASE = of(Category.DEPLOYMENT_ISSUE, "orders");
  private static final Hypothesis CRASH = of(Category.UPSTREAM_SERVICE_FAILURE, "orders");
  private static final Hypothesis DATABASE = of(Category.DEPENDENCY_FAILURE, "orders-db");
  private static final Hypothesis SETTING = of(Category.CONFIGURATION_ERROR, "orders-env");

  private final List<Evidence> evidence = new ArrayList<>();
  private final List<Because> because = new ArrayList<>();
  private final Map<Object, String> ruleOf = new IdentityHashMap<>();

  @Test
  void sumsPriorAndWeights() {
    seen(RELEASE, 12, "first");
    seen(RELEASE, 5.5, "second");
    seen(RELEASE, -3, "third");

    var release = only();
    assertThat(release.sum()).isEqualTo(-9 + 12 + 5.5 - 3);
    assertThat(release.competition).isEqualTo(-0.0);
    assertThat(release.score()).isEqualTo(5.5);
    assertThat(release.confidence()).isCloseTo(1 / (1 + Math.pow(10, -0.55)), offset(1e-12));
  }

  @Test
  void countsARuleOnceWithItsStrongestWeight() {
    seen(RELEASE, 4, "exceptions began", "4 exceptions");
    seen(RELEASE, 15, "exceptions began", "400 exceptions");
    seen(RELEASE, -8, "exceptions began", "before it as well");

    assertThat(only().evidence).extracting(Evidence::weight).containsExactly(15.0);
  }

  @Test
  void takesTheAlphabeticallyFirstStatementOfEquallyStrongEvidence() {
    seen(RELEASE, 15, "exceptions began", "b");
    seen(RELEASE, 15, "exceptions began", "a");
    seen(RELEASE, 15, "exceptions began", "c");

    assertThat(only().evidence).extracting(Evidence::statement).containsExactly("a");
  }

  @Test
  void aHypothesisBelowTheThresholdIsNoRoot() {
    seen(RELEASE, 8.9, "weak");

    assertThat(weighing().roots()).isEmpty();
    assertThat(weighing().all()).hasSize(1);
  }

  @Test
  void aHypothesisAtTheThresholdIsOne() {
    seen(RELEASE, 9, "enough");

    assertThat(only().score()).isZero();
    assertThat(only().confidence()).isEqualTo(0.5);
  }

  @Test
  void aHigherThresholdAsksForMore() {
    seen(RELEASE, 15, "enough for half, not for nine in ten");

    assertThat(new Weighing(evaluation(), 0.5).roots()).hasSize(1);
    assertThat(new Weighing(evaluation(), 0.9).roots()).isEmpty();
  }

  @Test
  void aCredibleCauseTakesThePlaceOfItsEffect() {
    seen(CRASH, 40, "pods crash");
    seen(RELEASE, 12, "rolled out just before");
    because.add(new Because(CRASH, RELEASE));

    var roots = weighing().roots();
    assertThat(roots).extracting(it -> it.hypothesis).containsExactly(RELEASE);
    assertThat(roots.getFirst().rank()).isEqualTo(31);
    assertThat(roots.getFirst().effects).extracting(it -> it.hypothesis).containsExactly(CRASH);
    assertThat(roots.getFirst().competition).as("effects do not compete").isEqualTo(-0.0);
  }

  @Test
  void aCauseThatIsNotCredibleExplainsNothing() {
    seen(CRASH, 40, "pods crash");
    seen(RELEASE, 2, "rolled out last week");
    because.add(new Because(CRASH, RELEASE));

    assertThat(weighing().roots()).extracting(it -> it.hypothesis).containsExactly(CRASH);
  }

  @Test
  void anEdgeToWhatNoEvidenceSpeaksOfIsIgnored() {
    seen(CRASH, 40, "pods crash");
    because.add(new Because(CRASH, RELEASE));
    because.add(new Because(DATABASE, CRASH));
    because.add(new Because(CRASH, CRASH));

    assertThat(weighing().roots()).extracting(it -> it.hypothesis).containsExactly(CRASH);
  }

  @Test
  void aChainEndsAtItsRoot() {
    seen(CRASH, 30, "pods crash");
    seen(DATABASE, 20, "connections refused");
    seen(SETTING, 15, "password changed");
    because.add(new Because(CRASH, DATABASE));
    because.add(new Because(DATABASE, SETTING));

    var roots = weighing().roots();
    assertThat(roots).extracting(it -> it.hypothesis).containsExactly(SETTING);
    assertThat(roots.getFirst().effects)
        .extracting(it -> it.hypothesis)
        .containsExactlyInAnyOrder(CRASH, DATABASE);
  }

  @Test
  void theMostLikelyOfSeveralCausesExplains() {
    seen(CRASH, 30, "pods crash");
    seen(RELEASE, 12, "rolled out");
    seen(SETTING, 25, "key removed");
    because.add(new Because(CRASH, RELEASE));
    because.add(new Because(CRASH, SETTING));

    var crash = find(CRASH);
    assertThat(crash.explainedBy.hypothesis).isEqualTo(SETTING);
    assertThat(weighing().roots())
        .extracting(it -> it.hypothesis)
        .containsExactly(SETTING, RELEASE);
  }

  @Test
  void whatExplainsEachOtherLeavesTheMoreLikelyAsRoot() {
    seen(RELEASE, 20, "rolled out");
    seen(DATABASE, 30, "slow");
    because.add(new Because(RELEASE, DATABASE));
    because.add(new Because(DATABASE, RELEASE));

    assertThat(weighing().roots()).extracting(it -> it.hypothesis).containsExactly(DATABASE);
  }

  @Test
  void aCircleOfThreeLeavesOneRoot() {
    seen(RELEASE, 20, "rolled out");
    seen(DATABASE, 30, "slow");
    seen(SETTING, 25, "changed");
    because.add(new Because(RELEASE, DATABASE));
    because.add(new Because(DATABASE, SETTING));
    because.add(new Because(SETTING, RELEASE));

    var roots = weighing().roots();
    assertThat(roots).hasSize(1);
    assertThat(roots.getFirst().effects).hasSize(2);
  }

  @Test
  void rootsTakeLikelihoodFromEachOther() {
    seen(RELEASE, 19, "rolled out");
    seen(DATABASE, 20, "slow");

    var roots = weighing().roots();
    assertThat(roots)
        .allSatisfy(
            it -> {
              assertThat(it.sum()).isEqualTo(10);
              assertThat(it.competition).isCloseTo(-10 * Math.log10(1 + 10), offset(1e-12));
              // Odds of 10 against 10 for the other and 1 for none of them.
              assertThat(it.confidence()).isCloseTo(10.0 / 21, offset(1e-12));
            });
  }

  @Test
  void confidencesOfRootsNeverAddUpToMoreThanOne() {
    seen(RELEASE, 60, "rolled out");
    seen(DATABASE, 59, "slow");
    seen(SETTING, 30, "changed");

    assertThat(weighing().roots().stream().mapToDouble(Weighing.Weighed::confidence).sum())
        .isLessThanOrEqualTo(1);
  }

  @Test
  void equalSumsAreOrderedByName() {
    var a = of(Category.DEPLOYMENT_ISSUE, "a");
    var b = of(Category.DEPLOYMENT_ISSUE, "b");
    seen(b, 20, "rolled out");
    seen(a, 20, "rolled out");

    assertThat(weighing().roots()).extracting(it -> it.hypothesis).containsExactly(a, b);
  }

  @Test
  void theOrderOfEvidenceAndEdgesDoesNotMatter() {
    seen(CRASH, 30, "pods crash");
    seen(CRASH, 3.3, "probe fails");
    seen(RELEASE, 12, "rolled out");
    seen(RELEASE, 0.1, "replicas changed");
    seen(SETTING, 25, "key removed");
    because.add(new Because(CRASH, RELEASE));
    because.add(new Because(CRASH, SETTING));
    var forwards = weighing().rootCauses();
    java.util.Collections.reverse(evidence);
    java.util.Collections.reverse(because);

    assertThat(weighing().rootCauses()).isEqualTo(forwards);
  }

  @Test
  void onlyTheFirstRootLeads() {
    seen(RELEASE, 30, "rolled out");
    seen(DATABASE, 20, "slow");

    assertThat(weighing().rootCauses())
        .extracting(RootCause::name, RootCause::leading)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("orders", true),
            org.assertj.core.groups.Tuple.tuple("orders-db", false));
  }

  @Test
  void theHeaviestEvidenceThatTellsAMechanismTellsIt() {
    note(new Evidence(RELEASE, 30, "", "fails", false, List.of()), "tells nothing");
    note(new Evidence(RELEASE, 10, "bad_image", "no image", false, List.of()), "tells");
    note(new Evidence(RELEASE, 8, "bad_release", "throws", false, List.of()), "tells less");
    note(new Evidence(RELEASE, -2, "refuted", "but", false, List.of()), "refutes");

    assertThat(only().mechanism()).isEqualTo("bad_image");
  }

  @Test
  void withoutAMechanismTheCategoryStandsForIt() {
    seen(RELEASE, 30, "fails");

    assertThat(only().mechanism()).isEqualTo("deployment_issue");
  }

  @Test
  void everyCategoryIsUnlikelyBeforeAnyEvidence() {
    for (Category category : Category.values()) {
      assertThat(Weighing.priorDecibans(category)).as(category.toString()).isBetween(-13.0, -7.0);
    }
  }

  private static Hypothesis of(Category category, String name) {
    return new Hypothesis(category, Subject.of("Deployment", "shop", name));
  }

  private void seen(Hypothesis hypothesis, double weight, String rule) {
    seen(hypothesis, weight, rule, rule);
  }

  private void seen(Hypothesis hypothesis, double weight, String rule, String statement) {
    note(new Evidence(hypothesis, weight, "", statement, false, List.of()), rule);
  }

  private void note(Evidence seen, String rule) {
    evidence.add(seen);
    ruleOf.put(seen, rule);
  }

  private Evaluation evaluation() {
    return SampleEvaluations.of(List.copyOf(evidence), List.copyOf(because), ruleOf);
  }

  private Weighing weighing() {
    return new Weighing(evaluation(), 0.5);
  }

  private Weighing.Weighed only() {
    assertThat(weighing().roots()).hasSize(1);
    return weighing().roots().getFirst();
  }

  private Weighing.Weighed find(Hypothesis hypothesis) {
    return weighing().all().stream()
        .filter(it -> it.hypothesis.equals(hypothesis))
        .findFirst()
        .orElseThrow();
  }
}
