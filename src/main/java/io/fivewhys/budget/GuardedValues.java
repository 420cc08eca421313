package io.fivewhys.budget;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Collections that rules get from the JDK: ones that tick when they are looked at as a whole, and
 * streams that tick for each element.
 */
@SuppressWarnings({
  "overloads",
  "varargs"
}) // They are the JDK's names, and nobody calls them by hand.
public final class GuardedValues {
  private GuardedValues() {}

  @InsteadOf(value = List.class, isStatic = true)
  public static <T> List<T> of() {
    return List.of();
  }

  @SafeVarargs
  @InsteadOf(value = List.class, isStatic = true)
  public static <T> List<T> of(T... all) {
    return Collections.unmodifiableList(new TickingList<>(List.of(all)));
  }

  @InsteadOf(value = List.class, isStatic = true)
  public static <T> List<T> of(T a) {
    return Collections.unmodifiableList(new TickingList<>(List.of(a)));
  }

  @InsteadOf(value = List.class, isStatic = true)
  public static <T> List<T> of(T a, T b) {
    return Collections.unmodifiableList(new TickingList<>(List.of(a, b)));
  }

  @InsteadOf(value = List.class, isStatic = true)
  public static <T> List<T> of(T a, T b, T c) {
    return Collections.unmodifiableList(new TickingList<>(List.of(a, b, c)));
  }

  @InsteadOf(value = List.class, isStatic = true)
  public static <T> List<T> of(T a, T b, T c, T d) {
    return Collections.unmodifiableList(new TickingList<>(List.of(a, b, c, d)));
  }

  @InsteadOf(value = List.class, isStatic = true)
  public static <T> List<T> of(T a, T b, T c, T d, T e) {
    return Collections.unmodifiableList(new TickingList<>(List.of(a, b, c, d, e)));
  }

  @InsteadOf(value = List.class, isStatic = true)
  public static <T> List<T> of(T a, T b, T c, T d, T e, T f) {
    return Collections.unmodifiableList(new TickingList<>(List.of(a, b, c, d, e, f)));
  }

  @InsteadOf(value = List.class, isStatic = true)
  public static <T> List<T> of(T a, T b, T c, T d, T e, T f, T g) {
    return Collections.unmodifiableList(new TickingList<>(List.of(a, b, c, d, e, f, g)));
  }

  @InsteadOf(value = List.class, isStatic = true)
  public static <T> List<T> of(T a, T b, T c, T d, T e, T f, T g, T h) {
    return Collections.unmodifiableList(new TickingList<>(List.of(a, b, c, d, e, f, g, h)));
  }

  @InsteadOf(value = List.class, isStatic = true)
  public static <T> List<T> of(T a, T b, T c, T d, T e, T f, T g, T h, T i) {
    return Collections.unmodifiableList(new TickingList<>(List.of(a, b, c, d, e, f, g, h, i)));
  }

  @InsteadOf(value = List.class, isStatic = true)
  public static <T> List<T> of(T a, T b, T c, T d, T e, T f, T g, T h, T i, T j) {
    return Collections.unmodifiableList(new TickingList<>(List.of(a, b, c, d, e, f, g, h, i, j)));
  }

  @InsteadOf(Map.class)
  public static <K, V> Set<K> keySet(Map<K, V> map) {
    return TickingView.of(map.keySet());
  }

  @InsteadOf(Map.class)
  public static <K, V> Collection<V> values(Map<K, V> map) {
    return TickingView.of(map.values());
  }

  @InsteadOf(Map.class)
  public static <K, V> Set<Map.Entry<K, V>> entrySet(Map<K, V> map) {
    return TickingView.entries(map.entrySet());
  }

  @InsteadOf(Collection.class)
  public static <T> Stream<T> stream(Collection<T> all) {
    return all.stream().peek(_ -> Budget.tick());
  }

  /** Of elements that hash alike each is compared with all others. */
  @InsteadOf(Stream.class)
  public static <T> Stream<T> distinct(Stream<T> all) {
    return all.peek(_ -> Budget.tick()).distinct();
  }

  @InsteadOf(Stream.class)
  @SuppressWarnings("unchecked")
  public static <T> Stream<T> sorted(Stream<T> all) {
    return sorted(all, (one, other) -> ((Comparable<? super T>) one).compareTo(other));
  }

  @InsteadOf(Stream.class)
  public static <T> Stream<T> sorted(Stream<T> all, Comparator<? super T> order) {
    return all.sorted(
        (one, other) -> {
          Budget.tick();
          return order.compare(one, other);
        });
  }

  @InsteadOf(Stream.class)
  public static <T> List<T> toList(Stream<T> all) {
    return Collections.unmodifiableList(new TickingList<>(all.toList()));
  }

  @InsteadOf(value = Collectors.class, isStatic = true)
  public static <T> Collector<T, ?, List<T>> toList() {
    return Collectors.toCollection(TickingList::new);
  }

  /** Combined with itself again and again it asks more often than any time suffices for. */
  @InsteadOf(Comparator.class)
  public static <T> Comparator<T> thenComparing(Comparator<T> order, Comparator<? super T> next) {
    return ticking(order.thenComparing(next));
  }

  @InsteadOf(Comparator.class)
  public static <T, U> Comparator<T> thenComparing(
      Comparator<T> order, Function<? super T, ? extends U> key, Comparator<? super U> next) {
    return ticking(order.thenComparing(key, next));
  }

  /** As {@link #thenComparing}. */
  @InsteadOf(Predicate.class)
  public static <T> Predicate<T> and(Predicate<T> one, Predicate<? super T> other) {
    return ticking(one.and(other));
  }

  /** As {@link #thenComparing}. */
  @InsteadOf(Predicate.class)
  public static <T> Predicate<T> or(Predicate<T> one, Predicate<? super T> other) {
    return ticking(one.or(other));
  }

  private static <T> Comparator<T> ticking(Comparator<T> order) {
    return (one, other) -> {
      Budget.tick();
      return order.compare(one, other);
    };
  }

  private static <T> Predicate<T> ticking(Predicate<T> asked) {
    return one -> {
      Budget.tick();
      return asked.test(one);
    };
  }

  /** What a rule gives to a fact: texts, numbers and the like, or a collection of them. */
  public static Object plain(Object given) {
    Flatness.ofFacts(given);
    return given;
  }

  /** What a rule gives to the vocabulary: as {@link #plain}, and facts too. */
  public static Object flat(Object given) {
    Flatness.ofVocabulary(given);
    return given;
  }
}
