package io.fivewhys.revision;

import io.fivewhys.rulebook.Rulebook;

/**
 * A check of a candidate that compiles. Called by one thread at a time; what it throws counts as a
 * failed check.
 */
@FunctionalInterface
public interface Check {
  /**
   * @param active what is in force; the candidate itself when nothing is yet
   * @return the step of the check's own stage
   */
  CheckReport.Step check(Rulebook active, Rulebook candidate, ChangeRequest request);
}
