package io.fivewhys.cases;

import io.fivewhys.budget.BudgetLimits;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A rulebook of three rules, compiled once, for cases that each test writes itself. */
final class TinyRules {
  static final String RULES =
      """
      package rules.evidence.tiny;
      import io.fivewhys.fact.*;
      import io.fivewhys.inference.*;
      agenda-group "evidence"

      rule "A node is not ready"
      when
        $n : NodeCondition( notReady )
      then
        insertLogical( Finding.of("node is not ready", $n.node(), "it is not ready", $n) );
      end

      rule "A node loses packets"
      when
        $t : Thresholds()
        $p : NetworkPath( losesAtLeast($t.packetLossShare()) )
      then
        insertLogical( Finding.of("packets are lost", $p.from(), "it loses packets", $p) );
      end

      rule "A node that is not ready says why"
      when
        Finding( sign == "node is not ready", $node : subject )
        $n : NodeCondition( node == $node, node != "quiet" )
      then
        insertLogical( Finding.of("node says why", $n.node(), $n.reason().get(), $n) );
      end
      """;

  /** As the service has it, with a deadline that a busy machine does not meet by accident. */
  static final DiagnosisPolicy POLICY = policy();

  private TinyRules() {}

  private static final class Holder {
    static final Rulebook RULEBOOK = Rulebook.of(files("cases: []"));
  }

  private static DiagnosisPolicy policy() {
    var usual = DiagnosisPolicy.defaults();
    return new DiagnosisPolicy(
        usual.thresholds(),
        usual.reportingConfidence(),
        new BudgetLimits(Duration.ofMinutes(2), Duration.ofMinutes(2), 1_000_000, 1L << 32),
        usual.escalation(),
        usual.runbooks());
  }

  static RuleFiles files(String cases) {
    return files(RULES, cases);
  }

  static RuleFiles files(String rules, String cases) {
    return new RuleFiles(
        new TreeMap<>(Map.of("evidence/tiny/nodes.drl", rules, "evidence/tiny/cases.yaml", cases)));
  }

  static CaseReport run(String cases) throws InterruptedException {
    return CaseSuite.of(files(cases)).run(Holder.RULEBOOK, POLICY, CaseSelection.all());
  }

  static CaseReport run(String cases, String selection) throws InterruptedException {
    return CaseSuite.of(files(cases))
        .run(Holder.RULEBOOK, POLICY, CaseSelection.matching(selection));
  }

  static List<RuleProblem> problems(String cases) {
    try {
      CaseSuite.of(files(cases));
      return List.of();
    } catch (RulebookRefused refused) {
      return refused.problems();
    }
  }
}
