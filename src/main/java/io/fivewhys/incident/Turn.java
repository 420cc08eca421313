package io.fivewhys.incident;

import java.util.List;

/**
 * What one sighting does.
 *
 * @param suspicion as it is from now on
 * @param steps one for each incident that it concerns
 */
public record Turn(Suspicion suspicion, List<Step> steps) {
  public Turn {
    steps = List.copyOf(steps);
  }
}
