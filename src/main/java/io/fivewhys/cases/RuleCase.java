package io.fivewhys.cases;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Thresholds;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One case: what is observed, and what is to come of it.
 *
 * @param file path inside the rulebook
 * @param line 1-based line of its name
 * @param text the line's text
 * @param thresholds makes the case's thresholds of those in force
 * @param concludes names of rules that must conclude something
 * @param doesNotConclude names of rules that must conclude nothing
 * @param answer what the diagnosis must say
 * @param not what it must not say
 */
public record RuleCase(
    String file,
    int line,
    String text,
    String name,
    Snapshot snapshot,
    UnaryOperator<Thresholds> thresholds,
    List<String> concludes,
    List<String> doesNotConclude,
    Answer answer,
    Answer not) {

  public RuleCase {
    concludes = List.copyOf(concludes);
    doesNotConclude = List.copyOf(doesNotConclude);
  }

  /** The folder that it stands in. */
  public String folder() {
    return RuleIndex.folderOf(file);
  }

  /**
   * What a diagnosis may be asked for; category, subject, mechanism and mitigation are those of the
   * cause at rank 1.
   *
   * @param subject a name, or {@code Kind/name}
   * @param mitigation what is to be done first; of what must not be, whatever is to be done
   */
  public record Answer(
      Optional<Diagnosis.Verdict> verdict,
      Optional<Category> category,
      Optional<String> subject,
      Optional<String> mechanism,
      Optional<Mitigation> mitigation) {
    static final Answer ANY =
        new Answer(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    boolean asksNothing() {
      return equals(ANY);
    }
  }

  /**
   * @param target a name, or {@code Kind/name}; empty: any
   */
  public record Mitigation(Action action, Optional<String> target) {
    @Override
    public String toString() {
      return action + target.map(it -> " of " + it).orElse("");
    }
  }
}
