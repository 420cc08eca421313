package io.fivewhys.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A piece of a list.
 *
 * @param next where the next one begins; empty on the last
 */
public record Page<T>(List<T> entries, Optional<Keyset> next) {

  /**
   * @param found one more than asked for, if there is one more
   * @param key what the list is ordered by
   */
  public static <T> Page<T> of(List<T> found, int limit, String list, Function<T, String> key) {
    if (found.size() <= limit) {
      return new Page<>(List.copyOf(found), Optional.empty());
    }
    List<T> entries = List.copyOf(found.subList(0, limit));
    return new Page<>(entries, Optional.of(new Keyset(key.apply(entries.getLast()), list)));
  }
}
