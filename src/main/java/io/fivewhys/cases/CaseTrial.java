package io.fivewhys.cases;

import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.DiagnosisFailed;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.diagnose.Trial;
import io.fivewhys.rulebook.Rulebook;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Runs single cases, as long as there is time. Safe for use by several threads. */
final class CaseTrial {
  private final Rulebook rulebook;
  private final DiagnosisPolicy policy;
  private final RuleIndex rules;
  private final long beganNanos;
  private final Duration longest;

  CaseTrial(
      Rulebook rulebook,
      DiagnosisPolicy policy,
      RuleIndex rules,
      long beganNanos,
      Duration longest) {
    this.rulebook = rulebook;
    this.policy = policy;
    this.rules = rules;
    this.beganNanos = beganNanos;
    this.longest = longest;
  }

  CaseResult run(RuleCase it) {
    long start = System.nanoTime();
    if (start - beganNanos > longest.toNanos()) {
      String message =
          "not run: all cases together may take %d seconds; see which of them is slow"
              .formatted(longest.toSeconds());
      return broken(it, message, start);
    }
    try {
      Trial trial = new Diagnoser(policyOf(it)).trial(rulebook, it.snapshot());
      List<Outcome.Difference> differences = new Differences(it, trial, rules).all();
      Outcome outcome =
          differences.isEmpty() ? new Outcome.Passed() : new Outcome.Failed(differences);
      return new CaseResult(it, outcome, trial.concluded(), since(start));
    } catch (DiagnosisFailed failed) {
      return broken(it, failed.getMessage(), start);
    } catch (RuntimeException | StackOverflowError e) {
      return broken(it, "a rule failed: " + e, start);
    }
  }

  private static CaseResult broken(RuleCase it, String message, long start) {
    return new CaseResult(it, new Outcome.Broken(message), Set.of(), since(start));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private DiagnosisPolicy policyOf(RuleCase it) {
    return new DiagnosisPolicy(
        it.thresholds().apply(policy.thresholds()),
        policy.reportingConfidence(),
        policy.budget(),
        policy.escalation(),
        policy.runbooks());
  }
}
