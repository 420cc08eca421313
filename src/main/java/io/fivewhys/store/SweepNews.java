package io.fivewhys.store;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.inference.Category;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells whether a look says anything that the one before did not. A gateway is looked at every half
 * minute: were each look recorded, one long incident would push all others out. Safe for use by
 * several threads.
 */
public final class SweepNews {
  /** The same for so long is worth another record: the numbers have moved on. */
  static final Duration AGAIN = Duration.ofMinutes(5);

  private record Told(Verdict verdict, List<Cause> causes) {}

  private record Cause(Category category, String subject) {}

  private record Last(Told told, Instant at) {}

  /** By gateway. Guarded by this. */
  private final Map<String, Last> last = new HashMap<>();

  /** Another verdict or other causes than the last that was kept as news, or long ago. */
  public synchronized boolean isNews(Diagnosis diagnosis) {
    Last before = last.get(diagnosis.gateway());
    return before == null
        || !before.told().equals(told(diagnosis))
        || !diagnosis.observedAt().isBefore(before.at().plus(AGAIN));
  }

  /** It was news, and was kept; what could not be kept still is news. */
  public synchronized void kept(Diagnosis diagnosis) {
    last.put(diagnosis.gateway(), new Last(told(diagnosis), diagnosis.observedAt()));
  }

  private static Told told(Diagnosis diagnosis) {
    return new Told(
        diagnosis.verdict(),
        diagnosis.causes().stream()
            .map(it -> new Cause(it.category(), it.subject().name()))
            .toList());
  }
}
