package io.fivewhys.budget;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What rules do with collections, arrays and streams in one call that might not come to an end. */
@SuppressWarnings("overloads") // They are the JDK's names, and nobody calls them by hand.
public final class GuardedCollections {
  private static final long BYTES_OF_A_PLACE = 8;

  private GuardedCollections() {}

  @InsteadOf(Collection.class)
  public static <T> boolean addAll(Collection<T> all, Collection<? extends T> more) {
    reserve(more.size());
    return all.addAll(more);
  }

  @InsteadOf(List.class)
  public static <T> boolean addAll(List<T> all, int at, Collection<? extends T> more) {
    reserve(more.size());
    return all.addAll(at, more);
  }

  @InsteadOf(Map.class)
  public static <K, V> void putAll(Map<K, V> all, Map<? extends K, ? extends V> more) {
    reserve(4L * more.size());
    all.putAll(more);
  }

  @InsteadOf(Collection.class)
  public static boolean removeAll(Collection<?> all, Collection<?> others) {
    pairs(all, others);
    return all.removeAll(others);
  }

  @InsteadOf(Collection.class)
  public static boolean retainAll(Collection<?> all, Collection<?> others) {
    pairs(all, others);
    return all.retainAll(others);
  }

  @InsteadOf(Collection.class)
  public static boolean containsAll(Collection<?> all, Collection<?> others) {
    pairs(others, all);
    return all.containsAll(others);
  }

  @InsteadOf(value = Collections.class, isStatic = true)
  public static boolean disjoint(Collection<?> one, Collection<?> other) {
    if (!(one instanceof Set)) {
      pairs(one, other);
    }
    return Collections.disjoint(one, other);
  }

  @InsteadOf(value = Collections.class, isStatic = true)
  public static int indexOfSubList(List<?> all, List<?> part) {
    Budget.work((long) all.size() * part.size());
    return Collections.indexOfSubList(all, part);
  }

  @InsteadOf(value = Collections.class, isStatic = true)
  public static int lastIndexOfSubList(List<?> all, List<?> part) {
    Budget.work((long) all.size() * part.size());
    return Collections.lastIndexOfSubList(all, part);
  }

  /** Takes no memory itself; whoever copies it would take all of this in one call. */
  @InsteadOf(value = Collections.class, isStatic = true)
  public static <T> List<T> nCopies(int count, T one) {
    reserve(count);
    return Collections.nCopies(count, one);
  }

  @InsteadOf(ArrayList.class)
  public static void ensureCapacity(ArrayList<?> list, int capacity) {
    list.ensureCapacity(capacity(capacity));
  }

  @InsteadOf(value = Arrays.class, isStatic = true)
  public static <T> T[] copyOf(T[] array, int length) {
    return Arrays.copyOf(array, capacity(length));
  }

  @InsteadOf(value = Arrays.class, isStatic = true)
  public static int[] copyOf(int[] array, int length) {
    return Arrays.copyOf(array, capacity(length));
  }

  @InsteadOf(value = Arrays.class, isStatic = true)
  public static long[] copyOf(long[] array, int length) {
    return Arrays.copyOf(array, capacity(length));
  }

  @InsteadOf(value = Arrays.class, isStatic = true)
  public static double[] copyOf(double[] array, int length) {
    return Arrays.copyOf(array, capacity(length));
  }

  @InsteadOf(value = IntStream.class, isStatic = true)
  public static IntStream range(int from, int to) {
    return IntStream.range(from, to).peek(_ -> Budget.tick());
  }

  @InsteadOf(value = IntStream.class, isStatic = true)
  public static IntStream rangeClosed(int from, int to) {
    return IntStream.rangeClosed(from, to).peek(_ -> Budget.tick());
  }

  @InsteadOf(value = IntStream.class, isStatic = true)
  public static IntStream iterate(int first, IntUnaryOperator next) {
    return IntStream.iterate(first, next).peek(_ -> Budget.tick());
  }

  @InsteadOf(value = IntStream.class, isStatic = true)
  public static IntStream iterate(int first, IntPredicate more, IntUnaryOperator next) {
    return IntStream.iterate(first, more, next).peek(_ -> Budget.tick());
  }

  @InsteadOf(value = IntStream.class, isStatic = true)
  public static IntStream generate(IntSupplier source) {
    return IntStream.generate(source).peek(_ -> Budget.tick());
  }

  @InsteadOf(value = LongStream.class, isStatic = true)
  public static LongStream range(long from, long to) {
    return LongStream.range(from, to).peek(_ -> Budget.tick());
  }

  @InsteadOf(value = LongStream.class, isStatic = true)
  public static LongStream rangeClosed(long from, long to) {
    return LongStream.rangeClosed(from, to).peek(_ -> Budget.tick());
  }

  @InsteadOf(value = LongStream.class, isStatic = true)
  public static LongStream iterate(long first, LongUnaryOperator next) {
    return LongStream.iterate(first, next).peek(_ -> Budget.tick());
  }

  @InsteadOf(value = LongStream.class, isStatic = true)
  public static LongStream iterate(long first, LongPredicate more, LongUnaryOperator next) {
    return LongStream.iterate(first, more, next).peek(_ -> Budget.tick());
  }

  @InsteadOf(value = LongStream.class, isStatic = true)
  public static LongStream generate(LongSupplier source) {
    return LongStream.generate(source).peek(_ -> Budget.tick());
  }

  @InsteadOf(value = DoubleStream.class, isStatic = true)
  public static DoubleStream iterate(double first, DoubleUnaryOperator next) {
    return DoubleStream.iterate(first, next).peek(_ -> Budget.tick());
  }

  @InsteadOf(value = DoubleStream.class, isStatic = true)
  public static DoubleStream generate(DoubleSupplier source) {
    return DoubleStream.generate(source).peek(_ -> Budget.tick());
  }

  @InsteadOf(value = Stream.class, isStatic = true)
  public static <T> Stream<T> iterate(T first, UnaryOperator<T> next) {
    return Stream.iterate(first, next).peek(_ -> Budget.tick());
  }

  @InsteadOf(value = Stream.class, isStatic = true)
  public static <T> Stream<T> iterate(T first, Predicate<? super T> more, UnaryOperator<T> next) {
    return Stream.iterate(first, more, next).peek(_ -> Budget.tick());
  }

  @InsteadOf(value = Stream.class, isStatic = true)
  public static <T> Stream<T> generate(Supplier<? extends T> source) {
    return Stream.<T>generate(source).peek(_ -> Budget.tick());
  }

  @InsteadOf(LocalDate.class)
  public static Stream<LocalDate> datesUntil(LocalDate first, LocalDate end) {
    return first.datesUntil(end).peek(_ -> Budget.tick());
  }

  /** Before each array and each collection of a given size: the size, unless it is too large. */
  public static int capacity(int size) {
    reserve(size);
    return size;
  }

  /** Before an array of several dimensions. */
  public static void capacity(int... sizes) {
    double places = 1;
    for (int size : sizes) {
      places *= Math.max(0, size);
      reserve((long) Math.min(places, 1e15));
    }
  }

  /** Before each collection made from another: the other, unless it is too large. */
  public static <T> Collection<T> copied(Collection<T> source) {
    if (source != null) {
      reserve(source.size());
    }
    return source;
  }

  /** Before each map made from another: the other, unless it is too large. */
  public static <K, V> Map<K, V> copied(Map<K, V> source) {
    if (source != null) {
      reserve(4L * source.size());
    }
    return source;
  }

  private static void reserve(long places) {
    Budget.reserve(places * BYTES_OF_A_PLACE);
  }

  /** Each of one is looked for in the other, which goes through all of it unless it is a set. */
  private static void pairs(Collection<?> each, Collection<?> in) {
    Budget.work((long) each.size() * (in instanceof Set ? 1 : Math.max(1, in.size())));
  }
}
