package io.fivewhys.cases;

import java.util.List;

/** How a case ended. */
public sealed interface Outcome {
  /** All that it expects came. */
  record Passed() implements Outcome {}

  /** Something else came. */
  record Failed(List<Difference> differences) implements Outcome {
    public Failed {
      differences = List.copyOf(differences);
    }
  }

  /** It could not be seen what comes: a rule threw, or the rules found no end. */
  record Broken(String message) implements Outcome {}

  /**
   * One expectation that was not met.
   *
   * @param what in one line: what was expected, what was found
   * @param hints what was found near it, one line each
   */
  record Difference(String what, List<String> hints) {
    public Difference {
      hints = List.copyOf(hints);
    }
  }
}
