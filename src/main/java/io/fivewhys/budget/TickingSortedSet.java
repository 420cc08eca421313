package io.fivewhys.budget;

import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * A sorted set that ticks when it is compared, hashed or shown: one that holds others many times
 * over has more to be looked at than any time suffices for.
 */
public final class TickingSortedSet<T> extends TreeSet<T> {
  private static final long serialVersionUID = 1L;

  public TickingSortedSet() {}

  public TickingSortedSet(Comparator<? super T> order) {
    super(order);
  }

  public TickingSortedSet(Collection<? extends T> source) {
    super(source);
  }

  @Override
  public boolean equals(Object other) {
    Budget.tick();
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    Budget.tick();
    return super.hashCode();
  }

  @Override
  public String toString() {
    Budget.tick();
    return GuardedTexts.grown(super.toString());
  }
}
