package io.fivewhys.diagnose;

import io.fivewhys.diagnose.Weighing.Weighed;
import io.fivewhys.inference.Evidence;

/** One of the whys, and what says it. */
sealed interface WhyStep {
  String statement();

  /** What clients see. */
  record Seen(String statement) implements WhyStep {}

  /** From one suspect to the next. */
  record Passed(String statement) implements WhyStep {}

  /** What a rule found. */
  record Found(Weighed hypothesis, Evidence evidence) implements WhyStep {
    @Override
    public String statement() {
      return evidence.statement();
    }
  }

  /** The cause itself, where there is nothing else to tell. */
  record Itself(String statement) implements WhyStep {}
}
