package io.fivewhys.diagnose;

import io.fivewhys.budget.BudgetLimits;
import io.fivewhys.diagnose.DiagnosisFailed.Code;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that throw, or go too deep, are failures that name them. */
class FailingRulesTest extends RunawayRulesTest {
  @ParameterizedTest
  @ValueSource(strings = {"recursion", "nested values"})
  void goingTooDeepIsNoCrash(String rule) throws Exception {
    expectEnd(Code.TOO_DEEP, rule, BudgetLimits.defaults(), List.of(rule));
  }

  @Test
  void whateverARuleThrowsNamesTheRule() throws Exception {
    expectEnd(Code.RULE_FAILED, "fails", BudgetLimits.defaults(), List.of("fails"))
        .hasMessageContaining("StringIndexOutOfBounds");
    expectEnd(
        Code.RULE_FAILED,
        "fails in a condition",
        BudgetLimits.defaults(),
        List.of("fails in a condition"));
    expectEnd(
        Code.RULE_FAILED,
        "fails in a join",
        BudgetLimits.defaults(),
        List.of("fails in a join", 99));
  }
}
