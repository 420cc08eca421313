package io.fivewhys.http;

import java.util.Optional;

/** Ids that are numbers. */
final class Numbers {
  private Numbers() {}

  /** Empty for what is none. */
  static Optional<Long> read(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
