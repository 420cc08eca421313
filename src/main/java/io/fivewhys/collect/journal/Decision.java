package io.fivewhys.collect.journal;

import java.util.List;

/**
 * What is to be written, decided while nobody else writes.
 *
 * @param <R> what comes of it
 */
@FunctionalInterface
public interface Decision<R> {
  Decided<R> decide();

  /**
   * @param lines to be written, without line ends in them; none leaves the journal alone
   * @param result handed over once they are kept
   */
  record Decided<R>(List<String> lines, R result) {
    public Decided {
      lines = List.copyOf(lines);
    }
  }
}
