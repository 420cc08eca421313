package io.fivewhys.revision;

import io.fivewhys.rulebook.source.RuleFiles;
import java.util.Optional;

/** A wish to have other rules. */
public sealed interface Change {

  /**
   * @param path inside the rulebook, such as {@code diagnosis/surge/load.drl}
   * @param ifMatch hash that the file must have now ({@code *}: it must exist); empty: none
   *     demanded
   * @param ifAbsent it must not exist yet
   */
  record PutFile(String path, String content, Optional<String> ifMatch, boolean ifAbsent)
      implements Change {}

  /**
   * @param ifMatch as in {@link PutFile}
   */
  record DeleteFile(String path, Optional<String> ifMatch) implements Change {}

  /**
   * All files at once.
   *
   * @param base revision that must be in force now; empty: none demanded
   */
  record ReplaceAll(RuleFiles files, Optional<String> base) implements Change {}

  /**
   * Back to what was in force once.
   *
   * @param revision its number, its id or the first 8 or more characters of that
   */
  record Rollback(String revision) implements Change {}
}
