package io.fivewhys.collect.kubernetes;

import java.time.Instant;
import java.util.Optional;

/** How well one kind of object can be seen in one place. */
sealed interface Sight {
  /** Listed, and kept up to date. */
  record Seen() implements Sight {}

  /**
   * Not listed yet.
   *
   * @param trouble what the last try met with
   */
  record Waiting(Optional<ApiFailure> trouble) implements Sight {}

  /** The API server says no. */
  record Refused(ApiFailure failure, String verb) implements Sight {}

  /** This cluster knows no such kind. */
  record Missing() implements Sight {}

  /**
   * Nobody answers, or not in a way that can be read.
   *
   * @param since the last time that somebody did; null when nobody ever did
   */
  record Lost(ApiFailure failure, Instant since) implements Sight {}

  /** There are more of them than may be kept. */
  record TooMany(int most) implements Sight {}
}
