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
 * The last look at a gateway that found all well. What fails since then did not begin before it,
 * though the counts behind {@code errorsSince} are too coarse to show a short time without errors:
 * two faults that follow each other closely would have one beginning, and the change that brought
 * the second would come too late to be its cause.
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

  /** Routes that were served without a rise of errors, and when the look ended. */
  private final Map<Key, Instant> well = new HashMap<>();

  void heard(Snapshot snapshot, Diagnosis diagnosis) {
    if (diagnosis.verdict() != Verdict.HEALTHY) {
      return;
    }
    well.clear();
    for (Fact fact : snapshot.facts()) {
      if (fact instanceof RouteTraffic it && it.total() > 0 && it.errorsSince().isEmpty()) {
        well.put(Key.of(it), snapshot.observedAt());
      }
    }
  }

  /** The same snapshot, in which no errors began before all was well. */
  Snapshot bounded(Snapshot snapshot) {
    return snapshot.withFacts(snapshot.facts().stream().map(this::bounded).toList());
  }

  private Fact bounded(Fact fact) {
    if (!(fact instanceof RouteTraffic it) || it.errorsSince().isEmpty()) {
      return fact;
    }
    Instant at = well.get(Key.of(it));
    return at != null && it.errorsSince().get().isBefore(at) ? it.withErrorsSince(at) : fact;
  }
}
