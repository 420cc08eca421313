package io.fivewhys.diagnose;

import io.fivewhys.inference.Action;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.Subject;
import io.fivewhys.logs.LogReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rules concluded from one snapshot: {@code diagnosis.schema.json} and a few fields more.
 *
 * <p>Weights are decibans, 10·log10 of a likelihood ratio: +10 makes a cause ten times as likely,
 * -10 a tenth. A cause's prior, its evidence and the competition add up to its score, and the score
 * through the logistic function 1 / (1 + 10^(-score/10)) is its confidence.
 *
 * @param id assigned by whoever asked; the same question gets the same answer under another id
 * @param symptoms what is wrong as clients see it
 * @param causes most likely first; empty unless diagnosed
 * @param ruledOut what was considered and set aside, with the reason
 * @param blind sources that could not be asked
 * @param needs what would have to be known to conclude more; only where something is missing
 * @param logs what became of raw log lines; empty when none were given
 * @param graph what the answer was made from, to look at; empty where nothing is wrong, and for
 *     what was kept before there were any
 */
public record Diagnosis(
    String id,
    String gateway,
    String namespace,
    Instant observedAt,
    Verdict verdict,
    String summary,
    List<Symptom> symptoms,
    List<Cause> causes,
    List<RuledOut> ruledOut,
    List<BlindSource> blind,
    List<String> needs,
    Escalation escalation,
    RulebookRef rulebook,
    List<LogReading> logs,
    Optional<DiagnosisGraph> graph) {

  /** Without a graph. */
  public Diagnosis(
      String id,
      String gateway,
      String namespace,
      Instant observedAt,
      Verdict verdict,
      String summary,
      List<Symptom> symptoms,
      List<Cause> causes,
      List<RuledOut> ruledOut,
      List<BlindSource> blind,
      List<String> needs,
      Escalation escalation,
      RulebookRef rulebook,
      List<LogReading> logs) {
    this(
        id,
        gateway,
        namespace,
        observedAt,
        verdict,
        summary,
        symptoms,
        causes,
        ruledOut,
        blind,
        needs,
        escalation,
        rulebook,
        logs,
        Optional.empty());
  }

  /** The same conclusion under an id of its own. */
  public Diagnosis withId(String newId) {
    return new Diagnosis(
        newId,
        gateway,
        namespace,
        observedAt,
        verdict,
        summary,
        symptoms,
        causes,
        ruledOut,
        blind,
        needs,
        escalation,
        rulebook,
        logs,
        graph);
  }

  /** The same conclusion, and what became of the log lines. */
  Diagnosis withLogs(List<LogReading> readings) {
    return new Diagnosis(
        id,
        gateway,
        namespace,
        observedAt,
        verdict,
        summary,
        symptoms,
        causes,
        ruledOut,
        blind,
        needs,
        escalation,
        rulebook,
        List.copyOf(readings),
        graph);
  }

  /** How a diagnosis ends. */
  public enum Verdict {
    DIAGNOSED,
    HEALTHY,
    INCONCLUSIVE;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Something clients notice, in words, with the indices of the facts it rests on. */
  public record Symptom(String statement, List<Integer> facts) {}

  /**
   * One explanation of the symptoms.
   *
   * @param mechanism the finer cause in snake case
   * @param confidence 0.0 to 1.0
   * @param why at least two steps, from the symptom down to this cause
   * @param prior decibans before any evidence
   * @param competition decibans taken away because other causes explain the symptoms too; 0 or less
   * @param score prior + evidence + competition, decibans
   * @param explains other hypotheses that this cause explains, in words
   */
  public record Cause(
      Category category,
      String mechanism,
      Subject subject,
      double confidence,
      String summary,
      List<String> why,
      List<Evidence> evidence,
      List<Mitigation> mitigations,
      List<Fix> fixes,
      List<String> runbooks,
      double prior,
      double competition,
      double score,
      List<String> explains) {}

  /** What speaks for (positive, decibans) or against a cause. */
  public record Evidence(String rule, String statement, double weight, List<Integer> facts) {}

  /** Something to do now; never done by the rules themselves. */
  public record Mitigation(
      Action action,
      Optional<Subject> target,
      Map<String, Object> parameters,
      String summary,
      String command,
      Risk risk,
      String because) {}

  /** Something to change for good. */
  public record Fix(String title, String detail) {}

  /** What was considered and set aside. */
  public record RuledOut(Category category, Optional<Subject> subject, String because) {}

  /** A source that could not be asked. */
  public record BlindSource(String source, Optional<String> subject, Optional<String> reason) {}

  /** Whom to call, and when. */
  public record Escalation(
      boolean now, Duration after, String team, String slack, String pagerduty, String because) {}

  /** Which rules concluded this. */
  public record RulebookRef(String revision) {}
}
