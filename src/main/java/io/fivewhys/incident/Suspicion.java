package io.fivewhys.incident;

import java.time.Instant;

/**
 * What is remembered of a gateway from one look to the next.
 *
 * @param looks how many in a row saw symptoms that belong to no incident
 * @param observedAt time of the latest look that was taken in; what was observed before it comes
 *     too late to change anything
 */
public record Suspicion(String gateway, int looks, Instant observedAt) {

  /** Of a gateway of which nothing is known. */
  public static Suspicion none(String gateway) {
    return new Suspicion(gateway, 0, Instant.EPOCH);
  }
}
