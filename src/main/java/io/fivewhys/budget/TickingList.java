package io.fivewhys.budget;

import java.util.ArrayList;
import java.util.Collection;

/**
 * A list that ticks when it is compared, hashed or shown: one that holds others many times over has
 * more to be looked at than any time suffices for.
 */
public final class TickingList<T> extends ArrayList<T> {
  private static final long serialVersionUID = 1L;

  public TickingList() {}

  public TickingList(int capacity) {
    super(capacity);
  }

  public TickingList(Collection<? extends T> source) {
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
