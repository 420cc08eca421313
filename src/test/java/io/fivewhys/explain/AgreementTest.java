package io.fivewhys.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.diagnose.SharedRulebook;
import io.fivewhys.diagnose.WorkingMemory;
import io.fivewhys.explain.Explanation.Status;
import io.fivewhys.rulebook.Rulebook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An explanation says what the engine did: for every shipped rule, over every shipped case. */
class AgreementTest {
  private static final Rulebook RULEBOOK = SharedRulebook.rulebook();

  @Test
  void aRuleIsSaidToHoldExactlyWhereTheEngineFiredIt() throws IOException {
    Rules rules = new Rules(RULEBOOK);
    assertThat(rules.all()).hasSize(RULEBOOK.size());
    List<String> differences = new ArrayList<>();
    var cases = RuleCases.of(RULEBOOK);
    assertThat(cases).hasSizeGreaterThan(500);
    cases.forEach(
        (name, snapshot) -> {
          WorkingMemory memory = SharedRulebook.DIAGNOSER.workingMemory(RULEBOOK, snapshot);
          for (Rules.Written rule : rules.all()) {
            boolean fired = memory.fired().contains(rule.name());
            boolean holds = Explainer.holds(rules, memory, rule.name());
            if (holds != fired && !wasTakenBack(memory, rule, holds)) {
              differences.add(name + ": " + rule.name() + (fired ? " fired" : " did not fire"));
            }
          }
        });
    assertThat(differences).isEmpty();
  }

  /** It fired, and when its stage ended nothing was left of what it concluded. */
  private static boolean wasTakenBack(WorkingMemory memory, Rules.Written rule, boolean holds) {
    String stage = rule.rule().getAttributes().get("agenda-group").getValue();
    return !holds
        && memory.at(stage).stream()
            .noneMatch(it -> memory.rule(it).filter(rule.name()::equals).isPresent());
  }

  @Test
  void everyExplanationIsCompleteAndSaysWhere() throws IOException {
    Rules rules = new Rules(RULEBOOK);
    int number = 0;
    for (var entry : RuleCases.of(RULEBOOK).entrySet()) {
      if (number++ % 60 != 0) {
        continue;
      }
      WorkingMemory memory = SharedRulebook.DIAGNOSER.workingMemory(RULEBOOK, entry.getValue());
      for (Rules.Written rule : rules.all()) {
        Explanation told = Explainer.explain(RULEBOOK, rules, memory, rule.name());
        assertThat(told.conditions())
            .as("%s: %s", entry.getKey(), rule.name())
            .hasSameSizeAs(rule.rule().getLhs().getDescrs());
        assertThat(told.conditions()).allMatch(it -> it.line() > told.line());
        assertThat(told.conditions()).noneMatch(it -> it.status() == Status.NOT_EXPLAINED);
        assertThat(told.matches().count() > 0).isEqualTo(told.fired());
        if (!told.fired()) {
          var failed =
              told.conditions().stream().filter(it -> it.status() != Status.MATCHED).toList();
          assertThat(failed.getFirst().status()).isNotEqualTo(Status.NOT_REACHED);
          assertThat(failed.getFirst().why()).as(rule.name()).endsWith(".");
          assertThat(failed.stream().skip(1)).allMatch(it -> it.status() == Status.NOT_REACHED);
          assertThat(told.summary())
              .startsWith(told.withdrawn() ? "It fired and what" : "It did not fire: line ");
        }
      }
    }
  }
}
