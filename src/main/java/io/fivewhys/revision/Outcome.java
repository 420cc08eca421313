package io.fivewhys.revision;

/**
 * What became of a {@link ChangeRequest}.
 *
 * @param revision of the candidate; where there is no candidate, of what is in force
 * @param detail in words, what to do included
 */
public record Outcome(Status status, String revision, String detail, CheckReport report) {
  /** How it ended. */
  public enum Status {
    /** In force now. */
    ACTIVATED,
    /** The files are those in force. */
    UNCHANGED,
    /** A dry run, passed. */
    PASSED,
    /** A check failed; what was in force still is. */
    REFUSED,
    /** Somebody else changed it in between, or it is there already. */
    CONFLICT,
    /** No such file or revision. */
    NOT_FOUND
  }
}
