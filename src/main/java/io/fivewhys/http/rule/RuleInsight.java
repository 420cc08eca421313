package io.fivewhys.http.rule;

import io.fivewhys.explain.Explanation;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.vocabulary.Vocabulary;

/** What can be asked about the rules in force. Safe for use by several threads. */
public interface RuleInsight {
  /**
   * Takes its time, and computes all of it.
   *
   * @throws io.fivewhys.explain.NoSuchRule when there is none of this name
   * @throws io.fivewhys.diagnose.DiagnosisFailed when the evaluation fails
   */
  Explanation explain(Snapshot snapshot, String rule);

  /** What rules can be written with. */
  Vocabulary vocabulary();
}
