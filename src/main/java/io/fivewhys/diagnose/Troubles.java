package io.fivewhys.diagnose;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.LogPattern;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.inference.Thresholds;
import io.fivewhys.inference.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which errors are logged now and more often than usual, and about whom. */
final class Troubles {
  private Troubles() {}

  static List<Trouble> of(Snapshot snapshot, Directory directory, Thresholds thresholds) {
    List<Trouble> troubles = new ArrayList<>();
    for (Fact fact : snapshot.facts()) {
      if (fact instanceof LogPattern pattern
          && (isUnusual(pattern, thresholds) || wasJustSeen(pattern, snapshot))) {
        Optional<String> name = pattern.target().flatMap(directory::resolve);
        String about =
            name.or(() -> pattern.target().map(Directory.Host::of))
                .filter(other -> !other.equals(pattern.workload()))
                .orElse("");
        troubles.add(
            new Trouble(
                pattern.workload(),
                pattern.pattern(),
                about,
                name.isPresent(),
                pattern.count(),
                pattern.baselineCount(),
                pattern.since(),
                pattern.sample().orElse(""),
                pattern.pod(),
                pattern.revision(),
                List.of(pattern)));
      }
    }
    return troubles;
  }

  /** Lines handed over may end shortly before the window: not counted, and not old either. */
  private static boolean wasJustSeen(LogPattern pattern, Snapshot snapshot) {
    return pattern.count() == 0
        && pattern
            .since()
            .filter(since -> !since.isBefore(snapshot.windowStart().minus(snapshot.window())))
            .isPresent();
  }

  private static boolean isUnusual(LogPattern pattern, Thresholds thresholds) {
    double usual = pattern.baselineCount().isPresent() ? pattern.baselineCount().getAsLong() : 0;
    return pattern.count() >= Math.max(1, thresholds.logCount())
        && pattern.count() >= thresholds.logFactor() * usual;
  }
}
