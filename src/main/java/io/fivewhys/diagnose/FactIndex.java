package io.fivewhys.diagnose;

import io.fivewhys.budget.Budget;
import io.fivewhys.fact.Fact;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Positions of facts in the snapshot as it was given. */
final class FactIndex {
  private final Map<Fact, Integer> positions;

  /** Asked for by the answer and by its graph. */
  private final Map<List<Fact>, List<Integer>> known = new IdentityHashMap<>();

  FactIndex(Situation situation) {
    this.positions = situation.positions();
  }

  List<Integer> of(List<Fact> facts) {
    return known.computeIfAbsent(facts, this::indices);
  }

  private List<Integer> indices(List<Fact> facts) {
    Budget.work(8L * facts.size());
    return facts.stream().map(positions::get).filter(Objects::nonNull).distinct().sorted().toList();
  }
}
