package io.fivewhys.mitigate.guard;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Refusal;
import java.util.Optional;

/**
 * The cause is still there in the last look. What takes an intervention back needs none: it is
 * about that intervention.
 */
record CauseGone() implements Guard {
  @Override
  public String name() {
    return "cause-gone";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    if (it.inverseOf().isPresent() || LastLook.cause(it).isPresent()) {
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
            "the last look does not see the %s any more; nothing is done about what is not there"
                .formatted(cause)));
  }
}
