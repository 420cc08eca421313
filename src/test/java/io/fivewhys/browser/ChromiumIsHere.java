package io.fivewhys.browser;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Passes tests over where there is no browser, and says so; fails them where one must be. */
final class ChromiumIsHere implements ExecutionCondition {
  private static final AtomicBoolean SAID = new AtomicBoolean();
  private static final String WARNING =
      """

      ****************************************************************************
      * The console was NOT tested: there is no /usr/bin/chromium.               *
      * apt-get install chromium, then run this again.                           *
      ****************************************************************************
      """;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Chromium.find().isPresent()) {
      return ConditionEvaluationResult.enabled("Chromium is here");
    }
    if (Boolean.getBoolean("browser.required")) {
      throw new IllegalStateException("browser.required is set, and there is no Chromium");
    }
    if (SAID.compareAndSet(false, true)) {
      System.err.println(WARNING);
    }
    return ConditionEvaluationResult.disabled("there is no /usr/bin/chromium");
  }
}
