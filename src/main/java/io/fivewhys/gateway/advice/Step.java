package io.fivewhys.gateway.advice;

import java.util.Optional;

/**
 * One thing to do.
 *
 * @param words a sentence or two
 * @param example a command or a piece of configuration to copy; empty where there is none
 */
public record Step(String words, Optional<String> example) {

  static Step of(String words) {
    return new Step(words, Optional.empty());
  }

  static Step of(String words, String example) {
    return new Step(words, Optional.of(example));
  }
}
