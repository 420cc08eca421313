package io.fivewhys.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.diagnose.SharedRulebook;
import io.fivewhys.explain.Explanation.Condition;
import io.fivewhys.explain.Explanation.Status;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is said of shipped rules over small snapshots. */
class ExplainerTest {
  private static final String HEAD =
      """
      gateway: edge
      namespace: shop
      observedAt: "2026-01-05T12:00:00Z"
      window: PT5M
      facts:
        - {kind: RouteTraffic, route: /checkout, upstream: checkout, responses: {"200": 4000, "500": 1000}}
      """;
  private static final String CRASHES = "Pods of the workload crash";

  private static Explanation explain(String rule, String... facts) throws IOException {
    var text = new StringBuilder(HEAD);
    for (String fact : facts) {
      text.append("  - ").append(fact).append('\n');
    }
    return new Explainer(SharedRulebook.DIAGNOSER)
        .explain(SharedRulebook.rulebook(), RuleCases.read(text.toString()), rule);
  }

  private static Condition failed(Explanation told) {
    return told.conditions().stream()
        .filter(it -> it.status() != Status.MATCHED)
        .findFirst()
        .orElseThrow();
  }

  /** The rule that makes a sign, so that the test does not depend on its name. */
  private static String makerOf(String sign) {
    return Signs.of(SharedRulebook.rulebook().files()).get(sign).madeBy().getFirst();
  }

  @Test
  void saysWhichFactsMatchedWhereItFired() throws IOException {
    var told =
        explain(
            makerOf("pods crash"),
            "{kind: Pod, name: checkout-1, workload: checkout, ready: false, restartsInWindow: 3,"
                + " exitCode: 1}");

    assertThat(told.fired()).isTrue();
    assertThat(told.stage()).isEqualTo("evidence");
    assertThat(told.file()).isEqualTo("evidence/pods/crashes.drl");
    assertThat(told.summary()).startsWith("It fired: its conditions hold for 1 combination");
    assertThat(told.matches().count()).isEqualTo(1);
    assertThat(told.matches().first().getFirst().facts())
        .anySatisfy(
            it -> {
              assertThat(it.kind()).isEqualTo("Pod");
              assertThat(it.fact()).contains(1);
              assertThat(it.description()).contains("name checkout-1");
            });
    assertThat(told.matches().first().getFirst().values()).containsEntry("$n", "1");
    assertThat(told.conditions()).allMatch(it -> it.status() == Status.MATCHED);
  }

  @Test
  void saysThatThereIsNoSuchFact() throws IOException {
    var none = failed(explain(makerOf("pods crash")));
    assertThat(none.status()).isEqualTo(Status.NO_SUCH_FACT);
    assertThat(none.why()).isEqualTo("There is no Pod at all.");

    var others =
        failed(
            explain(
                makerOf("pods crash"),
                "{kind: Pod, name: other-1, workload: other, restartsInWindow: 3, exitCode: 1}"));
    assertThat(others.status()).isEqualTo(Status.NO_SUCH_FACT);
    assertThat(others.why()).contains("There is no Pod with owner == $s.name").contains("checkout");
  }

  @Test
  void saysWhatTheValueWas() throws IOException {
    var told =
        explain(
            makerOf("image cannot be pulled"),
            "{kind: Pod, name: checkout-1, workload: checkout, ready: false, waitingReason:"
                + " CrashLoopBackOff}");
    var failed = failed(told);

    assertThat(told.fired()).isFalse();
    assertThat(failed.status()).isEqualTo(Status.VALUE_DIFFERS);
    assertThat(failed.nearest().getFirst().thing().fact()).contains(1);
    assertThat(failed.nearest().getFirst().thing().description())
        .contains("waitingReason CrashLoopBackOff");
    assertThat(failed.nearest().getFirst().failed())
        .singleElement()
        .satisfies(it -> assertThat(it.values()).containsEntry("cannotPullImage", "false"));
    assertThat(told.summary()).startsWith("It did not fire: line " + failed.line());
  }

  @Test
  void saysThatASourceWasBlindAndThusNothingIsKnown() throws IOException {
    var failed =
        failed(
            explain(
                makerOf("pods crash"),
                "{kind: Blind, source: kubernetes, reason: \"401 Unauthorized\"}"));

    assertThat(failed.status()).isEqualTo(Status.BLIND);
    assertThat(failed.blind()).singleElement().extracting("source").isEqualTo("kubernetes");
    assertThat(failed.why())
        .endsWith("The source kubernetes was blind (401 Unauthorized), so this is unknown.");
  }

  @Test
  void aSourceThatIsBlindForOthersOrTellsOtherThingsDoesNotCount() throws IOException {
    var failed =
        failed(
            explain(
                makerOf("pods crash"),
                "{kind: Blind, source: kubernetes, subject: elsewhere}",
                "{kind: Blind, source: breakers}"));

    assertThat(failed.status()).isEqualTo(Status.NO_SUCH_FACT);
    assertThat(failed.blind()).isEmpty();
  }

  @Test
  void namesTheRulesThatMakeWhatIsMissingAndSeesBlindnessThroughThem() throws IOException {
    String crashed =
        Signs.of(SharedRulebook.rulebook().files()).get("pods crash").usedBy().getFirst();
    var told =
        explain(
            "Pods of the new revision crash",
            "{kind: Rollout, workload: checkout, revision: 7, previousRevision: 6, at:"
                + " \"2026-01-05T11:55:00Z\", changes: [image]}",
            "{kind: Blind, source: kubernetes}");

    var failed = failed(told);
    assertThat(crashed).isNotEmpty();
    assertThat(failed.status()).isEqualTo(Status.BLIND);
    assertThat(failed.makers()).isNotEmpty().allSatisfy(it -> assertThat(it.line()).isPositive());
  }

  @Test
  void saysWhatIsThereAndMustNotBe() throws IOException {
    var told =
        explain(
            "A rollout of replicas or annotations changes nothing that a request could notice",
            "{kind: Rollout, workload: checkout, revision: 7, at: \"2026-01-05T11:50:00Z\","
                + " changes: [replicas]}",
            "{kind: Rollout, workload: checkout, revision: 8, at: \"2026-01-05T11:55:00Z\","
                + " changes: [image]}");
    var failed = failed(told);

    assertThat(failed.status()).isEqualTo(Status.EXCLUDED);
    assertThat(failed.text()).startsWith("not Rollout(");
    assertThat(failed.found()).singleElement().satisfies(it -> assertThat(it.fact()).contains(2));
  }

  @Test
  void whatComesAfterTheFirstFailureIsNotReached() throws IOException {
    var told = explain("The rollout was undone already");

    assertThat(told.conditions())
        .extracting(Condition::status)
        .containsExactly(
            Status.MATCHED, Status.NO_SUCH_FACT, Status.NOT_REACHED, Status.NOT_REACHED);
  }

  @Test
  void anUnknownNameIsRefusedWithWhatMayHaveBeenMeant() {
    assertThatThrownBy(() -> explain("The rollout was undone"))
        .isInstanceOf(NoSuchRule.class)
        .hasMessage(
            "There is no rule \"The rollout was undone\"."
                + " Did you mean \"The rollout was undone already\"?");
    assertThatThrownBy(() -> explain(CRASHES + " xyz zyx yxz abc cba bca uvw"))
        .isInstanceOf(NoSuchRule.class);
  }
}
