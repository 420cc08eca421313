package io.fivewhys.cases;

import java.time.Duration;
import java.util.Set;

/**
 * How one case went.
 *
 * @param concluded names of the rules that concluded something; none when it is broken
 */
public record CaseResult(RuleCase of, Outcome outcome, Set<String> concluded, Duration took) {
  public CaseResult {
    concluded = Set.copyOf(concluded);
  }

  public boolean passed() {
    return outcome instanceof Outcome.Passed;
  }

  public boolean failed() {
    return outcome instanceof Outcome.Failed;
  }

  public boolean broken() {
    return outcome instanceof Outcome.Broken;
  }
}
