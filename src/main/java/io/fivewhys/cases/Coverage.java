package io.fivewhys.cases;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which rules the cases that were run have shown to conclude, and to keep quiet. */
public record Coverage(List<OfRule> rules) {
  /**
   * @param concluded in some case that says so
   * @param refuted in some case that says that it does not conclude, it did not
   */
  public record OfRule(String rule, String file, int line, boolean concluded, boolean refuted) {
    public boolean covered() {
      return concluded && refuted;
    }

    String folder() {
      return RuleIndex.folderOf(file);
    }
  }

  public Coverage {
    rules = List.copyOf(rules);
  }

  static Coverage of(RuleIndex index, List<CaseResult> results) {
    Set<String> concluded = new HashSet<>();
    Set<String> refuted = new HashSet<>();
    for (CaseResult result : results) {
      if (!result.broken()) {
        result.of().concludes().stream()
            .filter(result.concluded()::contains)
            .forEach(concluded::add);
        result.of().doesNotConclude().stream()
            .filter(it -> !result.concluded().contains(it))
            .forEach(refuted::add);
      }
    }
    return new Coverage(
        index.all().stream()
            .map(
                it ->
                    new OfRule(
                        it.name(),
                        it.file(),
                        it.line(),
                        concluded.contains(it.name()),
                        refuted.contains(it.name())))
            .toList());
  }

  /** Rules of which one or both are missing. */
  public List<OfRule> uncovered() {
    return rules.stream().filter(it -> !it.covered()).toList();
  }

  public int covered() {
    return rules.size() - uncovered().size();
  }

  /** Share of the rules that were shown to do both, 0 to 100, rounded down to one digit. */
  public double percent() {
    return rules.isEmpty() ? 100 : Math.floor(1000.0 * covered() / rules.size()) / 10;
  }
}
