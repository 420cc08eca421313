package io.fivewhys.logs;

import io.fivewhys.fact.KnownError;
import io.fivewhys.logs.line.Level;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a pattern file.
 *
 * @param kind which error it recognises
 * @param match what a line of it holds
 * @param not what a line that only looks like it holds
 * @param target name of the group in match that captures what the line is about; {@code none} when
 *     the line names nothing that it is about
 * @param least least level at which a line counts; a line without a level always does
 * @param wholeEvent match is held against all lines of an event, joined, and not line by line
 * @param examples events that match
 * @param counterexamples events that do not
 * @param file where it stands
 * @param line where it begins, 1-based
 */
record LogPatternRule(
    KnownError kind,
    Expression match,
    Optional<Expression> not,
    Optional<String> target,
    Level least,
    boolean wholeEvent,
    List<String> examples,
    List<String> counterexamples,
    String file,
    int line) {
  static final String NO_TARGET = "none";

  /** Beyond this a line tells nothing more, and is not read. */
  static final int LONGEST_TEXT = 4_000;

  boolean namesNoTarget() {
    return target.filter(NO_TARGET::equals).isPresent();
  }

  boolean appliesAt(Optional<Level> level) {
    return level.isEmpty() || level.get().isAtLeast(least);
  }

  /**
   * What is captured as target, possibly empty text; nothing where it does not match.
   *
   * @param alternative the whole of match, or one of its alternatives
   */
  Optional<String> in(String text, Expression alternative) {
    String read = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    String group = target.isEmpty() || namesNoTarget() ? null : target.get();
    String captured = alternative.capture(read, group);
    boolean found = captured != null && (not.isEmpty() || !not.get().isIn(read));
    return found ? Optional.of(captured) : Optional.empty();
  }
}
