package io.fivewhys.collect.accesslog;

import io.fivewhys.collect.Look;
import io.fivewhys.collect.accesslog.FollowedFile.Progress;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes facts of a log's lines. */
interface Intake extends LineSink {
  /**
   * What was seen in the window of a look.
   *
   * @param facts without any {@link Blind}
   * @param blind why a part of it could not be seen; empty when nothing is missing
   * @param notes worth knowing when setting it up
   */
  record Seen(List<Fact> facts, List<String> blind, List<String> notes) {}

  /** Lines of a look will follow. */
  void begin(Look look, boolean first);

  /** The line's own time. */
  Optional<Instant> timeOf(String line);

  Seen seen(Look look, Progress progress);
}
