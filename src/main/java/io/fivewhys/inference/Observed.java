package io.fivewhys.inference;

import io.fivewhys.budget.Budget;
import io.fivewhys.fact.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;

/** Something that rests on facts of the snapshot and can name them. */
public interface Observed {
  List<Fact> facts();

  /** The facts behind any mixture of facts, views, findings and collections of them, each once. */
  static List<Fact> facts(Object... sources) {
    List<Fact> found = new ArrayList<>();
    IdentityHashMap<Fact, Boolean> seen = new IdentityHashMap<>();
    for (Object source : sources) {
      gather(source, found, seen);
    }
    return List.copyOf(found);
  }

  private static void gather(Object source, List<Fact> found, IdentityHashMap<Fact, Boolean> seen) {
    Budget.tick();
    switch (source) {
      case Fact fact -> {
        if (seen.put(fact, Boolean.TRUE) == null) {
          found.add(fact);
        }
      }
      case Observed observed -> observed.facts().forEach(fact -> gather(fact, found, seen));
      case Collection<?> many -> many.forEach(one -> gather(one, found, seen));
      case null -> throw new IllegalArgumentException("a rule named no fact where it meant one");
      default -> throw new IllegalArgumentException("not a fact: " + source.getClass());
    }
  }
}
