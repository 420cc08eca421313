package io.fivewhys.collect.breaker;

import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.fact.read.UnfitFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is being seen at one look. */
final class BreakersSeen {
  static final int MOST_BREAKERS = 1_000;

  private final List<Fact> facts = new ArrayList<>();
  private final Map<String, String> blind = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private int left;

  /** Adds the breaker; where its fields cannot be, it is said that it was not understood. */
  void add(String upstream, FactDraft<CircuitBreaker> draft) {
    if (facts.size() >= MOST_BREAKERS) {
      left++;
      blind.put("others", "only " + MOST_BREAKERS + " breakers are read, " + left + " more are there");
      return;
    }
    try {
      facts.add(draft.make());
    } catch (UnfitFact e) {
      blind(upstream, "it says what cannot be: " + e.getMessage());
    }
  }

  void add(Fact fact) {
    facts.add(fact);
  }

  /**
   * A part could not be seen.
   *
   * @param subject the workload behind, or which part
   */
  void blind(String subject, String reason) {
    if (blind.size() < MOST_BREAKERS) {
      blind.merge(subject, reason, (one, other) -> one.equals(other) ? one : one + "; " + other);
    }
  }

  void note(String note) {
    notes.add(note);
  }

  List<Fact> facts() {
    return facts;
  }

  Map<String, String> blind() {
    return blind;
  }

  List<String> notes() {
    return notes;
  }
}
