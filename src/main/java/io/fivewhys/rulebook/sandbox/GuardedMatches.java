package io.fivewhys.rulebook.sandbox;

import io.fivewhys.budget.GuardedTexts;
import org.drools.model.functions.Operator;

/**
 * The operator {@code matches} of rules, in place of that of Drools, whose search might not end.
 */
public enum GuardedMatches implements Operator.SingleValue<String, String> {
  INSTANCE;

  @Override
  public boolean eval(String text, String regex) {
    return text != null && GuardedTexts.matches(text, regex);
  }

  @Override
  public String getOperatorName() {
    return "matches";
  }
}
