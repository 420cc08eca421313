package io.fivewhys.revision;

import java.time.Instant;

/**
 * A candidate that was not put in force.
 *
 * @param candidate its revision; empty when it could not even be read
 */
public record Refusal(
    String candidate,
    Revision.Origin origin,
    String author,
    String message,
    Instant at,
    String detail,
    CheckReport report) {
  /** The same with another report. */
  public Refusal withReport(CheckReport other) {
    return new Refusal(candidate, origin, author, message, at, detail, other);
  }
}
