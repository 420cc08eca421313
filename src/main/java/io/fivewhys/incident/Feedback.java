package io.fivewhys.incident;

import io.fivewhys.inference.Category;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody who knows says about a diagnosis.
 *
 * @param diagnosis its id
 * @param by who says so
 * @param actual what it really was; only where the diagnosis is wrong
 * @param comment in words
 */
public record Feedback(
    String diagnosis,
    Verdict verdict,
    String by,
    Instant at,
    Optional<ActualCause> actual,
    Optional<String> comment) {
  private static final int LONGEST_COMMENT = 2_000;
  private static final int LONGEST_SUBJECT = 253;

  /** How good the leading cause was. */
  public enum Verdict {
    RIGHT,
    WRONG,
    /** Something of it, but not the cause. Counts half. */
    PARTLY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The cause that it should have been.
   *
   * @param subject name of what it is about
   */
  public record ActualCause(Category category, Optional<String> subject) {}

  /**
   * @return empty when it can be taken
   */
  public List<Objection> objections() {
    var objections = new ArrayList<Objection>();
    if (actual.isPresent() && verdict != Verdict.WRONG) {
      objections.add(
          new Objection("actualCause", "one with " + verdict, "one only with the verdict wrong"));
    }
    Optional<String> subject = actual.flatMap(ActualCause::subject);
    if (subject.filter(it -> !Prose.isFine(it, LONGEST_SUBJECT)).isPresent()) {
      objections.add(
          new Objection(
              "actualCause/subject",
              subject.get().length() + " characters",
              "a name of 1 to " + LONGEST_SUBJECT + " characters"));
    }
    if (comment.filter(it -> !Prose.isFine(it, LONGEST_COMMENT)).isPresent()) {
      objections.add(
          new Objection(
              "comment",
              comment.get().length() + " characters",
              "1 to " + LONGEST_COMMENT + " characters without control characters"));
    }
    return List.copyOf(objections);
  }
}
