package io.fivewhys.budget;

import java.util.AbstractMap.SimpleImmutableEntry;

/** An entry of a map that ticks as {@link TickingList} does. */
final class TickingEntry<K, V> extends SimpleImmutableEntry<K, V> {
  private static final long serialVersionUID = 1L;

  TickingEntry(K key, V value) {
    super(key, value);
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
