package io.fivewhys.revision;

import io.fivewhys.rulebook.source.RuleFiles;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Revisions that outlive the process: the contents of files by hash, a pointer to what is in force
 * that only moves by compare-and-set, and the history of how it moved. Several services may share
 * one; each looks at the head again and again, and follows it.
 *
 * <p>Every method throws {@link RevisionsUnavailable} when the store cannot be reached. Safe for
 * use by several threads.
 */
public interface RevisionStore {
  /** What is in force; empty as long as nothing ever was. */
  Optional<Head> head();

  /**
   * Moves the head, keeps the contents and remembers it: all or nothing.
   *
   * @param expected version of the head now; 0 when there is none
   * @param contents of the revisions that the new head names and that may not be kept yet
   * @return false when somebody else moved it; nothing is changed then
   */
  boolean advance(long expected, Head next, Collection<RuleFiles> contents);

  /** The files of a revision; empty when they were never kept, are dropped, or are damaged. */
  Optional<RuleFiles> files(String revision);

  /** The youngest first. */
  List<Revision> history(int limit);

  /** Remembers a refusal; bounded, the oldest are forgotten. */
  void note(Refusal refusal);

  /** The youngest first. */
  List<Refusal> refusals(int limit);
}
