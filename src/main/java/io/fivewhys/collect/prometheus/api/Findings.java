package io.fivewhys.collect.prometheus.api;

import io.fivewhys.collect.SourceName;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.fact.read.UnfitFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Facts as they are found, and what could not be made one. Not safe for use by threads. */
public final class Findings {
  private final SourceName source;
  private final List<Fact> facts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Unfit> unfit = new LinkedHashMap<>();

  private static final class Unfit {
    private final String first;
    private int count;

    Unfit(String first) {
      this.first = first;
    }
  }

  public Findings(SourceName source) {
    this.source = source;
  }

  /**
   * Adds the fact, or notes that it is none.
   *
   * @param what it was to tell
   */
  public void add(String what, FactDraft<?> draft) {
    try {
      facts.add(draft.make());
    } catch (UnfitFact e) {
      unfit.computeIfAbsent(what, _ -> new Unfit(e.getMessage())).count++;
    }
  }

  /** Something of {@code what} cannot be told. */
  public void blind(String what, String reason) {
    facts.add(source.blind(what, reason));
  }

  /** Worth knowing when setting it up. */
  public void note(String note) {
    notes.add(note);
  }

  /** What was found, with one {@link io.fivewhys.fact.Blind} for each thing that did not fit. */
  public List<Fact> facts() {
    List<Fact> all = new ArrayList<>(facts);
    unfit.forEach(
        (what, none) ->
            all.add(
                source.blind(
                    what,
                    none.count == 1
                        ? "one series makes no fact: " + none.first
                        : none.count + " series make no facts, the first: " + none.first)));
    return all;
  }

  public List<String> notes() {
    return notes;
  }
}
