package io.fivewhys.access;

import java.util.Optional;

/** Those who have a token of their own. Safe for use by threads; waits for nothing. */
@FunctionalInterface
public interface People {
  /** There are none. */
  People NOBODY = _ -> Optional.empty();

  /**
   * Whose token it is.
   *
   * @param presented as a request has it
   */
  Optional<String> named(String presented);

  /** The token that one of them has now; empty when there is nobody of that name. */
  default Optional<KnownToken> tokenOf(String name) {
    return Optional.empty();
  }
}
