package io.fivewhys.mitigate.guard;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Refusal;
import java.util.Optional;

/**
 * The cause is still the first that the last look names: one that comes after another may be no
 * more than what that one brings about. What takes an intervention back needs none: it is about
 * that intervention.
 */
record CauseGone() implements Guard {
  @Override
  public String name() {
    return "cause-gone";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    if (it.inverseOf().isPresent() || leads(it)) {
      return Optional.empty();
    }
    String cause = it.recommendation().cause().words();
    String seen =
        it.diagnosis().causes().stream()
            .findFirst()
            .map(Diagnosis.Cause::summary)
            .orElse(it.diagnosis().verdict().toString());
    return Optional.of(
        new Refusal(
            name(),
            cause,
            seen,
            LastLook.cause(it).isPresent()
                ? "the last look puts the %s first, no more the %s; nothing is done about what others may bring about"
                    .formatted(first(it).map(CauseKey::words).orElse(""), cause)
                : "the last look does not see the %s any more; nothing is done about what is not there"
                    .formatted(cause)));
  }

  private static boolean leads(Case it) {
    return first(it).equals(Optional.of(it.recommendation().cause()));
  }

  private static Optional<CauseKey> first(Case it) {
    return it.diagnosis().causes().stream().findFirst().map(CauseKey::of);
  }
}
