package io.fivewhys.revision;

import java.time.Instant;
import java.util.Optional;

/**
 * A set of files that was in force, and how it came to be.
 *
 * @param id SHA-256 of the files, in hex
 * @param number 1 for the first that this installation had, then counting; a rollback makes a new
 *     number of an old id; 0 for what answers in an emergency and is in force nowhere else
 * @param parent id of what was in force before
 * @param origin where it came from
 * @param at when it was put in force
 */
public record Revision(
    String id,
    long number,
    Optional<String> parent,
    Origin origin,
    String author,
    String message,
    Instant at,
    CheckReport report) {
  /** Where a revision came from. */
  public enum Origin {
    /** The rules inside the program. */
    SHIPPED,
    /** A watched directory. */
    DIRECTORY,
    API,
    ROLLBACK
  }
}
