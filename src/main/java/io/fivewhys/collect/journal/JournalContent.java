package io.fivewhys.collect.journal;

import java.util.stream.Stream;

/**
 * What the lines of a journal come to. The journal calls one method at a time; who reads besides
 * needs a lock of its own.
 */
public interface JournalContent {
  /** Forgets all: the lines are told from the first again. */
  void clear();

  /** Takes a line without its end; passes over one that makes no sense. Never throws. */
  void take(String line);

  /** Lines from which the same would come again, without line ends in them. */
  Stream<String> lines();
}
