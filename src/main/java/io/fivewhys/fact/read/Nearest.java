package io.fivewhys.fact.read;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant by a name that is not known. */
final class Nearest {
  /** Longer ones are no slip of a known name; bounds the work. */
  private static final int MAX_CHARS = 64;

  private Nearest() {}

  /** The known name that fewest slips lead from: at most one in three characters. */
  static Optional<String> to(String given, Collection<String> known) {
    if (given.length() > MAX_CHARS) {
      return Optional.empty();
    }
    String plain = plain(given);
    int fewest = Math.max(1, plain.length() / 3) + 1;
    Optional<String> nearest = Optional.empty();
    for (String name : known) {
      int slips = plain.isEmpty() ? fewest : slips(plain, plain(name));
      if (slips < fewest) {
        fewest = slips;
        nearest = Optional.of(name);
      }
    }
    return nearest;
  }

  /** Case and word marks are the commonest slips and cost nothing. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
  }

  /** Optimal string alignment: characters left out, added, changed, or two neighbours swapped. */
  private static int slips(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least =
            Math.min(cost[i - 1][j - 1] + changed, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
      }
    }
    return cost[a.length()][b.length()];
  }
}
