package io.fivewhys.revision;

/**
 * What a store says is in force.
 *
 * @param version 1 for the first, then counting; each change of revision or source is one
 * @param source as it was taken in last
 */
public record Head(long version, Revision revision, SourceState source) {
  Head next(Revision activated, SourceState takenIn) {
    return new Head(version + 1, activated, takenIn);
  }

  Head next(SourceState takenIn) {
    return new Head(version + 1, revision, takenIn);
  }

  /** The same with another report. */
  public Head withReport(CheckReport report) {
    var other =
        new Revision(
            revision.id(),
            revision.number(),
            revision.parent(),
            revision.origin(),
            revision.author(),
            revision.message(),
            revision.at(),
            report);
    return new Head(version, other, source);
  }
}
