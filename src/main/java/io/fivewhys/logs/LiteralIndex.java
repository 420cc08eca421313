package io.fivewhys.logs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Finds many texts at once in one pass over a line, whatever the case (Aho and Corasick, 1975). */
final class LiteralIndex {
  private static final int LETTERS = 128;

  private final int[] moves;
  private final BitSet[] ends;

  private LiteralIndex(int[] moves, BitSet[] ends) {
    this.moves = moves;
    this.ends = ends;
  }

  /**
   * @param text in lower case, ASCII
   * @param of what is marked when it is found
   */
  record Literal(String text, int of) {}

  static LiteralIndex of(List<Literal> literals) {
    List<int[]> states = new ArrayList<>();
    List<BitSet> ends = new ArrayList<>();
    newState(states, ends);
    for (Literal literal : literals) {
      int state = 0;
      for (int i = 0; i < literal.text().length(); i++) {
        int letter = literal.text().charAt(i) & (LETTERS - 1);
        if (states.get(state)[letter] < 0) {
          states.get(state)[letter] = newState(states, ends);
        }
        state = states.get(state)[letter];
      }
      ends.get(state).set(literal.of());
    }
    closeOver(states, ends);
    int[] moves = new int[states.size() * LETTERS];
    for (int i = 0; i < states.size(); i++) {
      System.arraycopy(states.get(i), 0, moves, i * LETTERS, LETTERS);
    }
    return new LiteralIndex(
        moves, ends.stream().map(set -> set.isEmpty() ? null : set).toArray(BitSet[]::new));
  }

  /** Where a text cannot go on, goes on with the longest end of it that begins another. */
  private static void closeOver(List<int[]> states, List<BitSet> ends) {
    int[] fallback = new int[states.size()];
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    queue.add(0);
    while (!queue.isEmpty()) {
      int state = queue.remove();
      for (int letter = 0; letter < LETTERS; letter++) {
        int to = states.get(state)[letter];
        int otherwise = state == 0 ? 0 : states.get(fallback[state])[letter];
        if (to < 0) {
          states.get(state)[letter] = otherwise;
        } else {
          fallback[to] = otherwise;
          ends.get(to).or(ends.get(otherwise));
          queue.add(to);
        }
      }
    }
  }

  private static int newState(List<int[]> states, List<BitSet> ends) {
    int[] moves = new int[LETTERS];
    Arrays.fill(moves, -1);
    states.add(moves);
    ends.add(new BitSet());
    return states.size() - 1;
  }

  /** Marks whatever is found in the first characters of the line. */
  void find(String line, int most, BitSet found) {
    int state = 0;
    int length = Math.min(line.length(), most);
    for (int i = 0; i < length; i++) {
      char c = line.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        c += 32;
      }
      state = c < LETTERS ? moves[state * LETTERS + c] : 0;
      if (ends[state] != null) {
        found.or(ends[state]);
      }
    }
  }
}
