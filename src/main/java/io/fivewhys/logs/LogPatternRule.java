package io.fivewhys.logs;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
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
    Pattern match,
    Optional<Pattern> not,
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

  /** What it captures as target, possibly empty text; nothing when it does not match. */
  Optional<String> in(String text) {
    String read = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    Matcher matcher = match.matcher(read);
    if (!matcher.find() || (not.isPresent() && not.get().matcher(read).find())) {
      return Optional.empty();
    }
    if (target.isEmpty() || namesNoTarget()) {
      return Optional.of("");
    }
    String captured = matcher.group(target.get());
    return Optional.of(captured == null ? "" : captured);
  }
}
