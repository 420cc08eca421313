package io.fivewhys.budget;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map in the order of insertion that ticks when it is compared, hashed or shown: one that holds
 * others many times over has more to be looked at than any time suffices for.
 */
public final class TickingMap<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  public TickingMap() {}

  public TickingMap(int capacity) {
    super(capacity);
  }

  public TickingMap(Map<? extends K, ? extends V> source) {
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
