package io.fivewhys.budget;

import java.util.AbstractCollection;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** What is seen of a collection that is not one of ours; ticks as {@link TickingList} does. */
public final class TickingView {
  private TickingView() {}

  /** The same elements; they cannot be changed through it. */
  public static <T> Collection<T> of(Collection<T> source) {
    return new Elements<>(source);
  }

  /** The same elements; they cannot be changed through it. */
  public static <T> Set<T> of(Set<T> source) {
    return new Distinct<>(source);
  }

  /** The same entries; they cannot be changed through it. */
  static <K, V> Set<Map.Entry<K, V>> entries(Set<Map.Entry<K, V>> source) {
    return new Entries<>(source);
  }

  private static final class Elements<T> extends AbstractCollection<T> {
    private final Collection<T> source;

    Elements(Collection<T> source) {
      this.source = source;
    }

    @Override
    public Iterator<T> iterator() {
      return new ReadOnly<>(source.iterator());
    }

    @Override
    public int size() {
      return source.size();
    }

    @Override
    public boolean contains(Object one) {
      return source.contains(one);
    }

    @Override
    public String toString() {
      Budget.tick();
      return GuardedTexts.grown(super.toString());
    }
  }

  private static class Distinct<T> extends AbstractSet<T> {
    private final Set<T> source;

    Distinct(Set<T> source) {
      this.source = source;
    }

    @Override
    public Iterator<T> iterator() {
      return new ReadOnly<>(source.iterator());
    }

    @Override
    public int size() {
      return source.size();
    }

    @Override
    public boolean contains(Object one) {
      return source.contains(one);
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

  /** An entry has two places, and so nests as a list does. */
  private static final class Entries<K, V> extends Distinct<Map.Entry<K, V>> {
    Entries(Set<Map.Entry<K, V>> source) {
      super(source);
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      Iterator<Map.Entry<K, V>> entries = super.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return entries.hasNext();
        }

        @Override
        public Map.Entry<K, V> next() {
          Map.Entry<K, V> entry = entries.next();
          return new TickingEntry<>(entry.getKey(), entry.getValue());
        }
      };
    }
  }

  private record ReadOnly<T>(Iterator<T> source) implements Iterator<T> {
    @Override
    public boolean hasNext() {
      return source.hasNext();
    }

    @Override
    public T next() {
      return source.next();
    }
  }
}
