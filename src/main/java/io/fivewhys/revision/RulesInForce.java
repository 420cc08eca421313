package io.fivewhys.revision;

import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.util.List;
import java.util.Optional;

/** The one place that knows which rulebook answers. Safe for use by several threads. */
public interface RulesInForce {
  /** What a request that begins now is answered with, to its end. */
  Rulebook rulebook();

  Revision revision();

  /** The youngest first. */
  List<Revision> history(int limit);

  /**
   * @param revision id or its first 8 or more characters
   */
  Optional<Revision> find(String revision);

  /** The files of a revision that is kept. */
  Optional<RuleFiles> files(String revision);

  /**
   * Checks a candidate and, unless it is a dry run, puts it in force. One at a time; requests for
   * diagnoses do not wait. Blocks for as long as the checks take.
   */
  Outcome apply(ChangeRequest request);

  /** Why the newest files of the watched directory are not in force; empty when they are. */
  Optional<Rejected> rejected();

  /**
   * A candidate from the directory that was refused.
   *
   * @param revision of the candidate
   */
  record Rejected(String revision, java.time.Instant at, String detail, CheckReport report) {}
}
