package io.fivewhys.collect.breaker;

import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceFailed;

/** Asks one kind of place for its breakers. */
interface BreakerReader {
  /**
   * @throws SourceFailed when nothing can be seen; a part that cannot is said in what was seen
   */
  void read(Look look, BreakersSeen seen) throws SourceFailed, InterruptedException;
}
