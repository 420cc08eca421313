package io.fivewhys.intervene;

import io.fivewhys.settings.Problem;
import io.fivewhys.store.MitigationPolicies.Version;
import java.util.List;
import java.util.Optional;

/** What came of a policy that somebody wants in force. */
public sealed interface PolicyChange {
  /**
   * It is in force.
   *
   * @param changed false: it was before, and there is no new version
   */
  record InForce(Version version, boolean changed) implements PolicyChange {}

  /** It cannot be used; nothing has changed. */
  record Refused(List<Problem> problems) implements PolicyChange {}

  /**
   * Another one is in force than was expected; nothing has changed.
   *
   * @param now what is; empty: none
   */
  record Clash(Optional<Version> now) implements PolicyChange {}

  /** There is no such version, or its text is lost. */
  record Unknown(long version) implements PolicyChange {}
}
