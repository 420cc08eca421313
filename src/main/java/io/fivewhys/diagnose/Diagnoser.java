package io.fivewhys.diagnose;

import io.fivewhys.budget.BudgetLimits;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.logs.LogReader;
import io.fivewhys.logs.Readings;
import io.fivewhys.rulebook.Rulebook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

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
   * @throws DiagnosisFailed when a rule fails or the evaluation exceeds its budget; names the rule
   */
  public Diagnosis diagnose(Rulebook rulebook, Snapshot snapshot) {
    return diagnose(rulebook, snapshot, _ -> {});
  }

  /**
   * The same, and who had a part in it.
   *
   * @param concluded hears the names of all rules that concluded something that held to the end,
   *     findings and advice included; only where there is a diagnosis
   * @throws DiagnosisFailed as {@link #diagnose(Rulebook, Snapshot)}
   */
  public Diagnosis diagnose(Rulebook rulebook, Snapshot snapshot, Consumer<Set<String>> concluded) {
    Set<String> rules = new TreeSet<>();
    Diagnosis diagnosis = diagnose(rulebook, snapshot, rules);
    concluded.accept(rules);
    return diagnosis;
  }

  private Diagnosis diagnose(Rulebook rulebook, Snapshot snapshot, Set<String> concluded) {
    Readings logs = new LogReader(rulebook.logPatterns()).read(snapshot);
    Situation situation = situation(snapshot, logs);
    return evaluate(
        rulebook,
        situation,
        Optional.empty(),
        evaluation -> {
          concluded.addAll(evaluation.concluded());
          return diagnosis(rulebook, logs, situation, evaluation);
        });
  }

  /**
   * The same, and which rules concluded what.
   *
   * @throws DiagnosisFailed as {@link #diagnose}
   */
  public Trial trial(Rulebook rulebook, Snapshot snapshot) {
    Readings logs = new LogReader(rulebook.logPatterns()).read(snapshot);
    Situation situation = situation(snapshot, logs);
    return evaluate(
        rulebook,
        situation,
        Optional.empty(),
        evaluation ->
            new Trial(
                diagnosis(rulebook, logs, situation, evaluation), evaluation.conclusionsByRule()));
  }

  private Diagnosis diagnosis(
      Rulebook rulebook, Readings logs, Situation situation, Evaluation evaluation) {
    return new Conclusion(rulebook.revision(), policy, situation, evaluation)
        .diagnosis()
        .withLogs(logs.readings());
  }

  /** The facts given and, numbered after them, those that log lines told. */
  Situation situation(Snapshot snapshot, Readings logs) {
    List<Fact> facts = new ArrayList<>(snapshot.facts());
    facts.addAll(logs.derived());
    return Situation.of(snapshot.withFacts(facts), policy.thresholds());
  }

  /** What an evaluation may use up. */
  public BudgetLimits budget() {
    return policy.budget();
  }

  /**
   * The same evaluation, and what the rules had before them in it.
   *
   * @throws DiagnosisFailed as {@link #diagnose}
   */
  public WorkingMemory workingMemory(Rulebook rulebook, Snapshot snapshot) {
    Situation situation = situation(snapshot, new LogReader(rulebook.logPatterns()).read(snapshot));
    Trace trace = new Trace();
    evaluate(rulebook, situation, Optional.of(trace), Function.identity());
    return trace.memory(situation);
  }

  Evaluation evaluate(Rulebook rulebook, Situation situation) {
    return evaluate(rulebook, situation, Optional.empty(), Function.identity());
  }

  private <T> T evaluate(
      Rulebook rulebook,
      Situation situation,
      Optional<Trace> trace,
      Function<Evaluation, T> conclude) {
    return Evaluation.run(
        rulebook,
        situation.objects(policy.thresholds()),
        concluded -> new Weighing(concluded, policy.reportingConfidence()).rootCauses(),
        policy.budget().forOutageOf(situation.routes().failing().size()),
        trace,
        conclude);
  }
}
