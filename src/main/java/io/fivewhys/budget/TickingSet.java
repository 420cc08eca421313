package io.fivewhys.budget;

import java.util.Collection;
import java.util.LinkedHashSet;

/**
 * A set in the order of insertion that ticks when it is compared, hashed or shown: one that holds
 * others many times over has more to be looked at than any time suffices for.
 */
public final class TickingSet<T> extends LinkedHashSet<T> {
  private static final long serialVersionUID = 1L;

  public TickingSet() {}

  public TickingSet(int capacity) {
    super(capacity);
  }

  public TickingSet(Collection<? extends T> source) {
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
