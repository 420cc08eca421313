package io.fivewhys.collect.kubernetes.logs;

import java.util.List;

/** What came of asking for the log of one container. */
sealed interface Fetched {
  /**
   * Its lines.
   *
   * @param fromBeginning whether none of those that were asked for came before them
   * @param toEnd whether the newest are among them
   */
  record Lines(List<String> lines, boolean fromBeginning, boolean toEnd) implements Fetched {}

  /** The pod has gone, or its container has not begun. */
  record Nothing() implements Fetched {}

  /** The API server does not know who asks. */
  record Unknown() implements Fetched {}

  /** Who asks may not read logs there. */
  record Forbidden() implements Fetched {}

  /**
   * It broke off, or never began.
   *
   * @param lines that had come by then
   */
  record Broken(String reason, List<String> lines) implements Fetched {}
}
