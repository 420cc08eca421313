package io.fivewhys.budget;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sorted map that ticks when it is compared, hashed or shown: one that holds others many times
 * over has more to be looked at than any time suffices for.
 */
public final class TickingSortedMap<K, V> extends TreeMap<K, V> {
  private static final long serialVersionUID = 1L;

  public TickingSortedMap() {}

  public TickingSortedMap(Comparator<? super K> order) {
    super(order);
  }

  public TickingSortedMap(Map<? extends K, ? extends V> source) {
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
