package io.fivewhys.diagnose;

import io.fivewhys.fact.Snapshot;
import io.fivewhys.rulebook.Rulebook;

/**
 * (Rulebook, Snapshot) → Diagnosis, and nothing else: the same rulebook and snapshot give the same
 * answer, whatever the order of the facts. Safe for use by several threads.
 */
public final class Diagnoser {
  private final DiagnosisPolicy policy;

  public Diagnoser(DiagnosisPolicy policy) {
    this.policy = policy;
  }

  /**
   * @return the diagnosis, with an empty id
   * @throws DiagnosisFailed when a rule fails or the evaluation exceeds its deadline
   */
  public Diagnosis diagnose(Rulebook rulebook, Snapshot snapshot) {
    Situation situation = Situation.of(snapshot, policy.thresholds());
    Evaluation evaluation =
        Evaluation.run(
            rulebook,
            situation.objects(policy.thresholds()),
            concluded -> new Weighing(concluded, policy.reportingConfidence()).rootCauses(),
            policy.deadline());
    return new Conclusion(rulebook.revision(), policy, situation, evaluation).diagnosis();
  }
}
