package io.fivewhys.collect.journal;

import java.util.stream.Stream;

/**
 * What the lines of a journal come to. The journal calls one method at a time; who reads besides
 * needs a lock of its own.
 */
public interface JournalContent {
  /**
   * Takes lines without their ends, in place of all before: who reads meanwhile finds either what
   * was known or what these come to, and nothing between. Passes over those that make no sense.
   */
  void replace(Stream<String> lines);

  /** Takes more lines; passes over those that make no sense. */
  void take(Stream<String> lines);

  /** Lines from which the same would come again, without line ends in them. */
  Stream<String> lines();
}
