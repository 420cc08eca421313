package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.budget.BudgetLimits;
import io.fivewhys.inference.Evidence;
import io.fivewhys.inference.Finding;
import io.fivewhys.inference.Hypothesis;
import io.fivewhys.inference.Need;
import io.fivewhys.inference.RootCause;
import io.fivewhys.inference.Subject;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EvaluationTest {
  private static final BudgetLimits LONG =
      BudgetLimits.defaults().withTime(Duration.ofMinutes(1)).withDeadline(Duration.ofMinutes(1));

  /** What a session is given decides which of these rules run. */
  private static final String RULES =
      """
      package rules.odd;
      agenda-group "evidence"
      import io.fivewhys.inference.*;

      rule "Throws"
      when
        $word : String( this == "throw" )
      then
        insertLogical( new Need($word.substring(99)) );
      end

      rule "Feeds itself"
      when
        $number : Long()
      then
        insertLogical( Long.valueOf($number + 1) );
      end

      rule "Finds"
      when
        String( this == "find" )
      then
        insertLogical( Finding.of("sign", "orders", "found") );
      end
      """;

  private static final String STAGES =
      """
      package rules.stages;
      import io.fivewhys.inference.*;

      rule "Weighs what was found"
      agenda-group "diagnosis"
      when
        Finding( sign == "sign" )
      then
        insertLogical( Evidence.of(Category.TRAFFIC_SURGE, Subject.of("Route", "/a"), "surge", 20, "weighed") );
      end

      rule "Advises on what was weighed"
      agenda-group "advice"
      when
        $cause : RootCause( leading )
      then
        insertLogical( new Need("advice on " + $cause.name()) );
      end

      rule "Sees advice where there must be none yet"
      agenda-group "evidence"
      when
        RootCause()
      then
        insertLogical( new Need("too late") );
      end
      """;

  private static Rulebook rulebook;

  @BeforeAll
  static void compile() {
    var files = new TreeMap<String, String>();
    files.put("odd/odd.drl", RULES);
    files.put("stages/stages.drl", STAGES);
    rulebook = Rulebook.of(new RuleFiles(files));
  }

  @Test
  void aRuleThatThrowsIsNamedAndEndsTheRun() {
    assertThatThrownBy(() -> run(LONG, "throw"))
        .isInstanceOfSatisfying(
            DiagnosisFailed.class,
            failed -> assertThat(failed.code()).isEqualTo(DiagnosisFailed.Code.RULE_FAILED))
        .hasMessageContaining("Throws");
  }

  @Test
  void aRunAfterOneThatFailedKnowsNothingOfIt() {
    assertThatThrownBy(() -> run(LONG, "throw")).isInstanceOf(DiagnosisFailed.class);

    assertThat(run(LONG, "nothing to find").findings()).isEmpty();
  }

  @Test
  void aRuleThatFeedsItselfComesToAnEnd() {
    assertThatThrownBy(() -> run(BudgetLimits.defaults().withDeadline(Duration.ofMillis(200)), 1L))
        .isInstanceOfSatisfying(
            DiagnosisFailed.class,
            failed ->
                assertThat(failed.code())
                    .isIn(
                        DiagnosisFailed.Code.DEADLINE_EXCEEDED,
                        DiagnosisFailed.Code.MEMORY_EXCEEDED,
                        DiagnosisFailed.Code.TOO_MANY_FIRINGS));
  }

  @Test
  void stagesFireInOrderAndEachSeesWhatCameBefore() {
    var evaluation =
        Evaluation.run(
            rulebook,
            Stream.of("find"),
            concluded -> new Weighing(concluded, 0.5).rootCauses(),
            LONG);

    assertThat(evaluation.findings()).extracting(Finding::statement).containsExactly("found");
    assertThat(evaluation.evidence()).extracting(Evidence::weight).containsExactly(20.0);
    assertThat(evaluation.needs()).extracting(Need::what).containsExactly("advice on /a");
    assertThat(evaluation.concluded())
        .containsExactly("Advises on what was weighed", "Finds", "Weighs what was found");
    assertThat(evaluation.rule(evaluation.findings().getFirst())).isEqualTo("Finds");
  }

  @Test
  void whatWeighingReturnsIsSeenByAdviceOnly() {
    var evaluation =
        Evaluation.run(
            rulebook,
            Stream.of(),
            concluded ->
                List.of(
                    new RootCause(
                        new Hypothesis(
                            io.fivewhys.inference.Category.TRAFFIC_SURGE,
                            Subject.of("Route", "/b")),
                        "surge",
                        0.9,
                        true)),
            LONG);

    assertThat(evaluation.needs()).extracting(Need::what).containsExactly("advice on /b");
  }

  private static Evaluation run(BudgetLimits limits, Object... objects) {
    return Evaluation.run(rulebook, Stream.of(objects), concluded -> List.of(), limits);
  }
}
