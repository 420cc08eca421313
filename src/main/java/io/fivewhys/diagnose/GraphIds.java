package io.fivewhys.diagnose;

import io.fivewhys.budget.Budget;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Short names for nodes, made from what does not change from one look to the next: a number in a
 * sentence does, a rule's name does not.
 */
final class GraphIds {
  // FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private final Map<String, Integer> given = new HashMap<>();

  /** Two that are named alike are numbered in the order in which they are drawn. */
  String of(String kind, Object... parts) {
    long hash = OFFSET_BASIS;
    for (Object part : parts) {
      String text = part.toString();
      Budget.work(text.length());
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * PRIME;
      }
      // So that "a", "bc" is not "ab", "c".
      hash = (hash ^ 0xffff) * PRIME;
    }
    String id = kind + "-" + HexFormat.of().toHexDigits(hash);
    int before = given.merge(id, 1, Integer::sum) - 1;
    return before == 0 ? id : id + "-" + before;
  }
}
