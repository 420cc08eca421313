package io.fivewhys.fact;

import io.fivewhys.budget.Budget;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A known kind of error in a workload's logs, counted.
 *
 * @param workload whose log
 * @param namespace namespace; the snapshot's when absent
 * @param pattern which kind
 * @param count how often in the window
 * @param baselineCount how often usually
 * @param sample one line of it
 * @param target what the line names: a host, host:port or dependency
 * @param since since when
 * @param pod the pod, where the lines come from one
 * @param revision the workload's revision, where the lines come from one
 */
public record LogPattern(
    @Shape(Shape.Kind.NAME) String workload,
    @Shape(Shape.Kind.NAME) Optional<String> namespace,
    KnownError pattern,
    @Shape(Shape.Kind.COUNT) long count,
    OptionalLong baselineCount,
    Optional<String> sample,
    Optional<String> target,
    Optional<Instant> since,
    @Shape(Shape.Kind.NAME) Optional<String> pod,
    OptionalLong revision)
    implements Fact {

  /** The sample holds one of these words, in any case. */
  public boolean mentions(String... words) {
    String text = sample.orElse("").toLowerCase(java.util.Locale.ROOT);
    for (String word : words) {
      // Each looks through the whole sample.
      Budget.work((long) text.length() * word.length() / 16);
      if (text.contains(word.toLowerCase(java.util.Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }
}
