package io.fivewhys.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.inference.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What recorded snapshots would be told by a candidate, beside what they are told by the rulebook
 * in force. The same rulebooks and snapshots give the same report; its components are its JSON
 * form.
 *
 * @param active revision in force
 * @param candidate revision of the candidate
 * @param ended how it came to its end
 * @param compared snapshots that were given to both
 * @param unchanged of these, how many both tell the same
 * @param changed how many are told something else; the listed ones are part of it
 * @param incomparable snapshots on which both fail, so that nothing is known of them
 * @param mitigationChanged of the changed, those that count against the most changes allowed:
 *     another mitigation, or none any more because the candidate fails
 * @param differences snapshots by kind of difference; one may have several
 * @param changes those that are listed: the gravest first, among equals as they were given
 */
public record BackTestReport(
    String active,
    String candidate,
    Ended ended,
    int compared,
    int unchanged,
    int changed,
    int incomparable,
    int mitigationChanged,
    Map<Difference, Integer> differences,
    List<ChangedDiagnosis> changes) {

  /** How a back-test came to its end. */
  public enum Ended {
    /** Every snapshot was compared. */
    COMPLETE,
    /** Its time was over; the snapshots left are not known about. */
    OUT_OF_TIME,
    /** The candidate failed on the first snapshots one and all, so the rest was spared. */
    ALWAYS_FAILS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** No snapshot was compared, which is not the same as none that changed. */
  public boolean nothingToCompareWith() {
    return compared == 0;
  }

  /** Whether the candidate answers nothing that the rulebook in force answers. */
  public boolean candidateAlwaysFails() {
    int fails = differences.getOrDefault(Difference.FAILS, 0);
    return fails > 0 && fails == compared - incomparable;
  }

  /** One line, such as {@code 12 of 500 diagnoses change, 3 of them in what to do}. */
  public String summary() {
    if (nothingToCompareWith() && ended == Ended.COMPLETE) {
      return "nothing to compare with: no snapshot is recorded";
    }
    String counts =
        Words.of(
            "{} of {} diagnoses change, {} of them in what to do",
            changed,
            compared,
            mitigationChanged);
    if (incomparable > 0) {
      counts += Words.of("; {} fail with both and say nothing", incomparable);
    }
    return switch (ended) {
      case COMPLETE -> counts;
      case OUT_OF_TIME -> counts + "; the time was over before all were compared";
      case ALWAYS_FAILS -> counts + "; it ended early, since the candidate always fails";
    };
  }

  /**
   * Whether the candidate may be put in force by this report.
   *
   * @param maxChanges most snapshots in which the mitigation may change; empty: any number
   */
  public BackTestJudgement judged(OptionalInt maxChanges) {
    return BackTestJudgement.of(this, maxChanges);
  }

  /** The report as a document of its own. */
  public JsonNode json() {
    return DiagnosisJson.jsonMapper().valueToTree(this);
  }
}
