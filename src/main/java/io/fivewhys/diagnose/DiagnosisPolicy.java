package io.fivewhys.diagnose;

import io.fivewhys.budget.BudgetLimits;
import io.fivewhys.inference.Thresholds;
import java.util.List;

/**
 * What an installation decides about every diagnosis.
 *
 * @param thresholds from when on a number counts as a finding
 * @param reportingConfidence least confidence of a cause that is named, 0.0 to 1.0
 * @param budget what one evaluation may use up
 * @param escalation whom to call
 * @param runbooks documents named with every cause
 */
public record DiagnosisPolicy(
    Thresholds thresholds,
    double reportingConfidence,
    BudgetLimits budget,
    EscalationPolicy escalation,
    List<String> runbooks) {

  public static DiagnosisPolicy defaults() {
    return new DiagnosisPolicy(
        Thresholds.defaults(),
        0.5,
        BudgetLimits.defaults(),
        EscalationPolicy.defaults(),
        List.of("service_mesh.md", "k8s_debugging.md"));
  }
}
