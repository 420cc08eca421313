package io.fivewhys.gateway;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last look at a gateway that found all well. What fails since then began after it. Counts over
 * minutes and a look back into a log often cannot show that: they take two faults that follow each
 * other closely for one, or know no time without errors at all. The change that brought the second
 * fault would come too late to be its cause.
 *
 * <p>For use by one thread.
 */
final class LastWell {
  private record Key(
      String route, Optional<String> namespace, Optional<String> upstream, String slice) {
    static Key of(RouteTraffic it) {
      return new Key(it.route(), it.namespace(), it.upstream(), it.podName() + " " + it.revision());
    }
  }

  /**
   * A route that was served without a rise of errors.
   *
   * @param at when the look ended
   * @param spotless without a single error
   */
  private record Well(Instant at, boolean spotless) {}

  private final Map<Key, Well> well = new HashMap<>();

  void heard(Snapshot snapshot, Diagnosis diagnosis) {
    if (diagnosis.verdict() != Verdict.HEALTHY) {
      return;
    }
    well.clear();
    for (Fact fact : snapshot.facts()) {
      if (fact instanceof RouteTraffic it && it.total() > 0 && it.errorsSince().isEmpty()) {
        well.put(Key.of(it), new Well(snapshot.observedAt(), it.serverErrors() == 0));
      }
    }
  }

  /** The same snapshot, in which no errors began before all was well. */
  Snapshot bounded(Snapshot snapshot) {
    return snapshot.withFacts(snapshot.facts().stream().map(this::bounded).toList());
  }

  private Fact bounded(Fact fact) {
    if (!(fact instanceof RouteTraffic it) || it.serverErrors() == 0) {
      return fact;
    }
    Well before = well.get(Key.of(it));
    if (before == null) {
      return fact;
    }
    boolean beganLater =
        it.errorsSince().isPresent()
            ? it.errorsSince().get().isBefore(before.at())
            : before.spotless();
    return beganLater ? it.withErrorsSince(before.at()) : fact;
  }
}
