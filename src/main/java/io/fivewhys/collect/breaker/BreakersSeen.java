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
  private static final int MOST_BLIND = 200;
  private static final int MOST_NOTES = 20;
  private static final int LONGEST_SUBJECT = 253;

  private final List<Fact> facts = new ArrayList<>();
  private final List<ListedBreaker> listed = new ArrayList<>();
  private final Map<String, String> blind = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private int left;

  /** Adds the breaker; where its fields cannot be, it is said that it was not understood. */
  void add(String upstream, FactDraft<CircuitBreaker> draft) {
    if (facts.size() >= MOST_BREAKERS) {
      left();
      return;
    }
    try {
      facts.add(draft.make());
    } catch (UnfitFact e) {
      blind(upstream, "it says what cannot be: " + e.getMessage());
    }
  }

  /** There is such a breaker, whatever is told of it. */
  void list(ListedBreaker breaker) {
    if (listed.size() < MOST_BREAKERS) {
      listed.add(breaker);
    } else {
      left();
    }
  }

  /** Adds what is no breaker itself. */
  void add(Fact fact) {
    if (facts.size() < 2 * MOST_BREAKERS) {
      facts.add(fact);
    }
  }

  /** There is another breaker, and no room for it. */
  void left() {
    left++;
    String more = "only " + MOST_BREAKERS + " breakers are read, and there are " + left + " more";
    blind.put("others", more);
  }

  /**
   * A part could not be seen.
   *
   * @param subject the workload behind, or which part
   */
  void blind(String subject, String reason) {
    String clean = subject.replaceAll("[\\p{Cntrl}]+", " ");
    String known = clean.substring(0, Math.min(LONGEST_SUBJECT, clean.length()));
    if (blind.size() < MOST_BLIND) {
      blind.putIfAbsent(known, reason);
    }
  }

  /** Hosts say nothing of their health that could be understood, so they are neither in nor out. */
  void unknownHealth(String upstream, long hosts, long total) {
    blind(upstream, "the health of %d of its %d hosts is not known".formatted(hosts, total));
  }

  void note(String note) {
    if (notes.size() < MOST_NOTES) {
      notes.add(note);
    }
  }

  List<Fact> facts() {
    return facts;
  }

  List<ListedBreaker> listed() {
    return listed;
  }

  Map<String, String> blind() {
    return blind;
  }

  List<String> notes() {
    return notes;
  }
}
