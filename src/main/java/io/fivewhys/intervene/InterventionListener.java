package io.fivewhys.intervene;

import io.fivewhys.mitigate.Move;

/** Hears of each move that is on the disk, for metrics. */
@FunctionalInterface
public interface InterventionListener {
  void moved(Move move);
}
