package io.fivewhys.demo.traffic;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A kind of request.
 *
 * @param path with {@code #} where a number up to {@code most} stands
 * @param share of all requests, in parts of the sum of all shares
 */
record Wish(String method, String path, int most, int share) {
  /** What customers do; a few ask for what was never there. */
  static final List<Wish> ORDINARY =
      List.of(
          new Wish("GET", "/orders/#", 1500, 22),
          new Wish("POST", "/orders", 1, 10),
          new Wish("GET", "/payments/#", 1500, 14),
          new Wish("POST", "/payments/authorisations", 1, 10),
          new Wish("GET", "/catalog/items/#", 200, 36),
          new Wish("GET", "/catalog/search?q=shoes#", 50, 5),
          new Wish("GET", "/catalog/items/#000", 90, 1),
          new Wish("GET", "/favicon.ico", 1, 1));

  /** What a partner's nightly job does. */
  static final Wish EXPORT = new Wish("GET", "/catalog/export?page=#", 1000, 1);

  boolean isUnder(String prefix) {
    return path.startsWith(prefix);
  }

  String uri(RandomGenerator random) {
    return path.replace("#", String.valueOf(1 + random.nextInt(most)));
  }

  static Wish pick(RandomGenerator random, List<Wish> of) {
    int at = random.nextInt(of.stream().mapToInt(Wish::share).sum());
    for (Wish wish : of) {
      at -= wish.share();
      if (at < 0) {
        return wish;
      }
    }
    throw new IllegalStateException("shares do not add up");
  }
}
