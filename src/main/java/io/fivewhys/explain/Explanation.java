package io.fivewhys.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Why one rule fired over one snapshot, or why it did not.
 *
 * @param file where the rule stands, inside the rulebook
 * @param line of the file, 1-based
 * @param stage evidence, diagnosis or advice
 * @param fired whether it did, and what it concluded still stood when its stage ended
 * @param withdrawn it fired, and what it concluded was taken back in the same stage
 * @param summary the answer in a sentence or two
 * @param conditions in the order of the rule's text
 * @param cut there was more to try than is tried: counts are at least what they say, and nothing is
 *     proven by what was not found
 */
public record Explanation(
    String rule,
    String file,
    int line,
    String stage,
    boolean fired,
    boolean withdrawn,
    String summary,
    Matches matches,
    List<Condition> conditions,
    boolean cut,
    String revision) {

  /** How many facts, matches and rules are listed where there may be any number. */
  static final int MOST_LISTED = 5;

  /** What became of a condition. */
  public enum Status {
    /** It holds, for at least one combination of facts. */
    MATCHED,
    /** There is nothing of this kind, or nothing about those asked for. */
    NO_SUCH_FACT,
    /** There is something of this kind about those asked for, and it is not as wanted. */
    VALUE_DIFFERS,
    /** Nothing is known: the source that would tell was blind. */
    BLIND,
    /** It is there and must not be. */
    EXCLUDED,
    /** A condition before it failed already. */
    NOT_REACHED,
    /** It is of a kind that cannot be taken apart, or there was too much to try. */
    NOT_EXPLAINED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Combinations of facts for which all conditions hold.
   *
   * @param first so many as are listed
   */
  public record Matches(int count, List<Match> first) {}

  /**
   * One combination.
   *
   * @param facts what its patterns found, in their order
   * @param values what its variables stand for, those that are facts aside
   */
  public record Match(
      List<Thing> facts, @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> values) {}

  /**
   * Something that rules see.
   *
   * @param kind its type
   * @param fact its position in the snapshot; empty for what is drawn from facts
   * @param facts positions of the facts that it is drawn from
   * @param madeBy the rule that concluded it
   */
  public record Thing(
      String kind,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Integer> fact,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> facts,
      String description,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> madeBy) {}

  /**
   * One condition of the rule.
   *
   * @param text as it is written, on one line
   * @param line of the file, 1-based
   * @param came combinations that came to it; 1 for the first condition
   * @param passed combinations that it let through
   * @param found what it found, so much as is listed
   * @param why in words; empty when it matched or was not reached
   * @param nearest what came nearest to a match, nearest first
   * @param blind sources that could have told
   * @param makers rules that conclude what it looks for; ask for them next
   */
  public record Condition(
      String text,
      int line,
      Status status,
      int came,
      int passed,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Thing> found,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String why,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Near> nearest,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<BlindSource> blind,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Maker> makers) {}

  /** Something of the kind that is looked for, and what speaks against it. */
  public record Near(Thing thing, List<Failed> failed) {}

  /**
   * A part of a pattern that does not hold.
   *
   * @param text as it is written
   * @param values what is there, by the names in the text
   */
  public record Failed(String text, Map<String, String> values) {}

  /**
   * A source that could not be asked.
   *
   * @param fact position in the snapshot of what says so
   */
  public record BlindSource(
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Integer> fact,
      String source,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> subject,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> reason) {}

  /** A rule and where it stands. */
  public record Maker(String rule, String file, int line) {}
}
