package io.fivewhys.mitigate.guard;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Fact;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.mitigate.Case;
import java.util.Optional;
import java.util.stream.Stream;

/** What the last look saw of something. */
final class LastLook {
  private LastLook() {}

  /** The cause that the intervention is about, as the last look sees it. */
  static Optional<Diagnosis.Cause> cause(Case it) {
    return it.diagnosis().causes().stream()
        .filter(cause -> CauseKey.of(cause).equals(it.recommendation().cause()))
        .findFirst();
  }

  static <T extends Fact> Stream<T> facts(Case it, Class<T> type) {
    return it.snapshot().facts().stream().filter(type::isInstance).map(type::cast);
  }
}
