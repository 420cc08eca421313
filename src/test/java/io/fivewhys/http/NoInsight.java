package io.fivewhys.http;

import io.fivewhys.explain.Explanation;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.http.rule.RuleInsight;
import io.fivewhys.vocabulary.Vocabulary;
import java.util.List;
import java.util.Map;

/** Knows nothing of rules; tests that ask about them have a service of their own. */
final class NoInsight implements RuleInsight {
  @Override
  public Explanation explain(Snapshot snapshot, String rule) {
    throw new IllegalStateException("not asked for here");
  }

  @Override
  public Vocabulary vocabulary() {
    return new Vocabulary(
        "cafe",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Vocabulary.Signals("", "", Map.of(), ""));
  }
}
