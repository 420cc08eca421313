package io.fivewhys.revision;

import io.fivewhys.rulebook.source.Stage;
import java.time.Duration;
import java.util.Optional;

/**
 * Hears how the rules change, for metrics. Called by whoever changes them, so it must be quick and
 * must not throw.
 */
public interface RulesListener {
  /** Hears nothing. */
  RulesListener NONE = new RulesListener() {};

  /** A change of this process is in force. */
  default void activated(Revision revision, Duration took) {}

  /**
   * A candidate was refused.
   *
   * @param stage that it failed first; empty when it came too late or clashed with another change
   */
  default void refused(Revision.Origin origin, Optional<Stage> stage, Duration took) {}

  /** The source is as it is in force again, after it was not, or was found to be so. */
  default void sourceInForce() {}

  /** What another process put in force answers here too. */
  default void followed(Revision revision, Duration took) {}

  /** What another process put in force cannot answer here; what answered before still does. */
  default void cannotFollow(Revision revision, String detail) {}
}
