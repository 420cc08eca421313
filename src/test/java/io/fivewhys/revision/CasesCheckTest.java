package io.fivewhys.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.cases.CaseLimits;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.revision.CheckReport.Status;
import io.fivewhys.revision.CheckReport.Step;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CasesCheckTest {
  private static final String RULE =
      """
      package rules.evidence.tiny;

      import io.fivewhys.fact.*;
      import io.fivewhys.inference.*;

      agenda-group "evidence"

      rule "A node is drained"
      when
        $n : NodeCondition( underPressure )
      then
        insertLogical( Finding.of("drained", $n.node(), Words.of("{} is drained", $n.node()), $n) );
      end
      """;
  private static final String CONCLUDES =
      """
      cases:
        - name: it is drained
          facts:
            - {kind: NodeCondition, node: n1, condition: MemoryPressure, status: true}
          concludes: [A node is drained]
      """;
  private static final String BOTH =
      CONCLUDES
          + """
            - name: it is not
              facts:
                - {kind: NodeCondition, node: n1, condition: MemoryPressure, status: false}
              doesNotConclude: [A node is drained]
          """;

  private static Step check(String cases, boolean strict) {
    return check(cases, strict, CaseLimits.defaults());
  }

  private static Step check(String cases, boolean strict, CaseLimits limits) {
    TreeMap<String, String> files = new TreeMap<>(Map.of("evidence/tiny/tiny.drl", RULE));
    if (!cases.isEmpty()) {
      files.put("evidence/tiny/cases.yaml", cases);
    }
    Rulebook rulebook = Rulebook.of(new RuleFiles(files));
    ChangeRequest request =
        new ChangeRequest(
            new Change.DeleteFile("any.drl", Optional.empty()),
            "somebody",
            "",
            OptionalInt.empty(),
            strict,
            false);
    return new CasesCheck(DiagnosisPolicy.defaults(), limits).check(rulebook, rulebook, request);
  }

  @Test
  void passesWhenEveryCaseHolds() {
    Step step = check(BOTH, true);

    assertThat(step.stage()).isEqualTo(Stage.CASES);
    assertThat(step.status()).isEqualTo(Status.PASSED);
    assertThat(step.summary()).isEqualTo("2 cases: 2 passed, 0 failed, 0 errors");
    assertThat(step.problems()).isEmpty();
  }

  @Test
  void refusesWhenThereIsNoTimeForEveryCase() {
    Step step = check(BOTH, false, new CaseLimits(1, Duration.ofNanos(1)));

    assertThat(step.status()).isEqualTo(Status.FAILED);
    assertThat(step.summary()).isEqualTo("2 cases: 0 passed, 0 failed, 2 errors");
    assertThat(step.problems().getFirst().message()).contains("it is drained", "not run");
  }

  @Test
  void failsWithThePlaceOfTheCaseThatDoesNotHold() {
    Step step = check(BOTH.replace("status: false", "status: true"), false);

    assertThat(step.status()).isEqualTo(Status.FAILED);
    assertThat(step.problems())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.file()).isEqualTo("evidence/tiny/cases.yaml");
              assertThat(it.line()).isEqualTo(6);
              assertThat(it.message()).contains("it is not");
            });
  }

  @Test
  void tellsOfARuleWithoutBothKindsOfCase() {
    assertThat(check(CONCLUDES, false).status()).isEqualTo(Status.PASSED);
    assertThat(check(CONCLUDES, false).problems())
        .singleElement()
        .satisfies(it -> assertThat(it.rule()).isEqualTo("A node is drained"));
    assertThat(check(CONCLUDES, true).status()).isEqualTo(Status.FAILED);
    assertThat(check("", true).status()).isEqualTo(Status.FAILED);
  }

  @Test
  void failsWhenTheCasesCannotBeRead() {
    Step step = check(BOTH.replace("concludes:", "concludesss:"), false);

    assertThat(step.status()).isEqualTo(Status.FAILED);
    assertThat(step.problems()).isNotEmpty();
  }
}
