package io.fivewhys.rulebook.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What a compiler makes of loops, branches and calls; woven by {@link WeaverTest}, never called
 * here.
 */
public final class Sample {
  private final int[] places;

  public Sample(int size) {
    this(size, size > 3 ? "many" : "few");
  }

  private Sample(int size, String words) {
    places = new int[size * words.length()];
  }

  /** Uses everything that is woven into and comes to an end. */
  public static String sound() {
    int turns = 0;
    int state = 1;
    while (state != 100) {
      turns++;
      switch (state) {
        case 1:
          state = 3;
          continue;
        case 3:
          state = 7;
          continue;
        default:
          state = 100;
      }
    }
    do {
      turns++;
    } while (turns < 5);
    BiPredicate<String, String> matches = String::matches;
    BiFunction<String, Integer, String> repeat = String::repeat;
    List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
    list.addAll(list);
    list.removeAll(List.of(1));
    long[][] table = new long[turns][list.size()];
    StringBuilder text = new StringBuilder(turns);
    for (int number : list) {
      text.append(number).append('-').append("n").append((Object) "o");
    }
    return new Sample(turns).places.length
        + " "
        + matches.test("aab", "a+b")
        + repeat.apply("ab", 2)
        + table[0].length
        + text
        + String.join("/", "a,b;c".split("[,;]"))
        + "a.b".replace(".", "::")
        + String.format("%3d", 7)
        + IntStream.range(0, 4).sum()
        + Stream.iterate(1, it -> it * 2).limit(3).toList();
  }

  public static void loop() {
    int i = 0;
    while (i >= 0) {
      i = (i + 1) & 1023;
    }
  }

  public static void search() {
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac".matches("((a*)*)*b");
  }

  public static void searchThroughReference() {
    BiPredicate<String, String> matches = String::matches;
    matches.test("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", "((a*)*)*b");
  }

  public static void replacing() {
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac".replaceAll("((a*)*)*b", "");
  }

  public static void copies() {
    "ab".repeat(Integer.MAX_VALUE / 4);
  }

  public static void width() {
    String.format("%999999999d", 1);
  }

  public static void array() {
    int size = List.of(1, 2).size() * 500_000_000;
    IntStream.of(new int[size]).sum();
  }

  public static void constantArray() {
    IntStream.of(new int[1_500_000_000]).sum();
  }

  public static void table() {
    int size = List.of(1, 2).size() * 50_000;
    IntStream.of(new int[size][size].length).sum();
  }

  public static void capacity() {
    new ArrayList<>(Integer.MAX_VALUE - 10).add(1);
  }

  public static void manyCopies() {
    Collection<String> all = Collections.nCopies(Integer.MAX_VALUE, "a");
    new ArrayList<>(all).size();
  }

  public static void doubling() {
    List<Object> list = new ArrayList<>(List.of(1));
    while (!list.isEmpty()) {
      list.addAll(list);
    }
  }

  public static void pairs() {
    List<Integer> list = new ArrayList<>(IntStream.range(0, 100_000).boxed().toList());
    List<Integer> other = new ArrayList<>(IntStream.range(200_000, 300_000).boxed().toList());
    list.removeAll(other);
  }

  public static void numbers() {
    LongStream.range(0, Long.MAX_VALUE).map(Long::bitCount).sum();
  }

  public static void generated() {
    Stream.generate(() -> 1).forEach(_ -> {});
  }
}
