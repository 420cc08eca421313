package io.fivewhys.store;

import java.time.Instant;

/** What becomes of a request whose key is looked up. */
public sealed interface Claim {
  /**
   * It is to be done now, by whoever asked.
   *
   * @param id tells this claim from one that somebody else gets when it is over
   * @param takenOver somebody began it and did not end it in time; it may have been done already
   */
  record Mine(String actor, String key, String id, boolean takenOver) implements Claim {}

  /** It is being done. */
  record InFlight(Instant claimedUntil) implements Claim {}

  /** It was done. */
  record Done(StoredAnswer answer) implements Claim {}

  /** The key was used for another request. */
  record Reused() implements Claim {}
}
