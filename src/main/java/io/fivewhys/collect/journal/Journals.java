package io.fivewhys.collect.journal;

import java.time.Clock;

/** Journals by name; those of one name are the same one. */
@FunctionalInterface
public interface Journals {
  /**
   * @param name of lower-case letters, at most 100
   * @param content what its lines come to; nothing is read yet
   */
  Journal open(String name, JournalContent content);

  /**
   * For who looks beside a service that alone has what is kept: nothing is known, nothing is taken,
   * and that is said.
   */
  static Journals ofTheRunningService(Clock clock) {
    return (_, _) -> new JournalElsewhere(clock.instant());
  }
}
