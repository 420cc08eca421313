package io.fivewhys.diagnose;

import io.fivewhys.budget.BudgetLimits;
import io.fivewhys.inference.Thresholds;
import io.fivewhys.rulebook.Rulebook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The rules of {@code rules/}, compiled once for all test classes: that takes seconds. Nobody
 * closes it; it ends with the tests.
 */
public final class SharedRulebook {
  /** The shipped demands with a deadline that a busy machine does not meet by accident. */
  public static final DiagnosisPolicy POLICY =
      new DiagnosisPolicy(
          Thresholds.defaults(),
          DiagnosisPolicy.defaults().reportingConfidence(),
          BudgetLimits.defaults()
              .withTime(Duration.ofMinutes(2))
              .withDeadline(Duration.ofMinutes(2))
              .withAllocatedBytes(1L << 40),
          EscalationPolicy.defaults(),
          List.of("service_mesh.md", "k8s_debugging.md"));

  public static final Diagnoser DIAGNOSER = new Diagnoser(POLICY);

  private SharedRulebook() {}

  private static final class Holder {
    static final Rulebook RULEBOOK = Rulebook.load(Path.of("rules"));
  }

  public static Rulebook rulebook() {
    return Holder.RULEBOOK;
  }
}
