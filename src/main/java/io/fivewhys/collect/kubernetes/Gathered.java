package io.fivewhys.collect.kubernetes;

import io.fivewhys.collect.Answer;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.fact.read.UnfitFact;
import java.util.ArrayList;
import java.util.List;

/** Gathers the facts of one reader; what makes none is said instead of being lost. */
public final class Gathered {
  private static final int MOST_TROUBLES = 3;

  private final String subject;
  private final List<Fact> facts = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param subject of the {@link io.fivewhys.fact.Blind} for what is missing
   */
  public Gathered(String subject) {
    this.subject = subject;
  }

  /** Adds the fact, or says that the cluster holds something that fits into none. */
  public void add(FactDraft<?> draft) {
    try {
      facts.add(draft.make());
    } catch (UnfitFact e) {
      missing(Said.line(String.valueOf(e.getMessage()), 200));
    }
  }

  /** Something could not be seen, for this reason. */
  public void missing(String reason) {
    if (troubles.size() < MOST_TROUBLES && !troubles.contains(reason)) {
      troubles.add(reason);
    }
  }

  /** Something worth knowing that is no fact. */
  public void note(String text) {
    notes.add(text);
  }

  /** What was gathered, with at most one {@link io.fivewhys.fact.Blind}. */
  public Answer answer() {
    List<Fact> all = new ArrayList<>(facts);
    if (!troubles.isEmpty()) {
      all.add(KubernetesSource.NAME.blind(subject, String.join("; ", troubles)));
    }
    return new Answer(all, notes);
  }
}
