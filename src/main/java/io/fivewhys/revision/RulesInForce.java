package io.fivewhys.revision;

import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.time.Instant;
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
   * @param revision number, id, or the first 8 or more characters of that
   */
  Optional<Revision> find(String revision);

  /** The files of a revision that is kept. */
  Optional<RuleFiles> files(String revision);

  /**
   * Checks a candidate and, unless it is a dry run, puts it in force. One change at a time and one
   * dry run beside it; requests for diagnoses do not wait. Blocks for as long as the checks take.
   *
   * @throws RevisionsUnavailable when the store cannot be written, or others take too long; nothing
   *     has changed then
   */
  Outcome apply(ChangeRequest request);

  /**
   * Why the newest files of the directory are not in force, or not what another service put in
   * force; empty when they are.
   */
  Optional<Rejected> rejected();

  /**
   * A candidate that should be in force and is not.
   *
   * @param revision of the candidate; empty when it could not even be read
   */
  record Rejected(String revision, Instant at, String detail, CheckReport report) {}
}
