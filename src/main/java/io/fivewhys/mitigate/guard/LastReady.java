package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Refusal;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The last ready pod stays. A workload that has none may be started anew: it has nothing to lose.
 */
record LastReady() implements Guard {
  @Override
  public String name() {
    return "last-ready";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    OptionalInt disturbed = it.reach().disturbed();
    OptionalInt ready = it.reach().ready();
    if (disturbed.isPresent() && disturbed.getAsInt() == 0) {
      return Optional.empty();
    }
    if (disturbed.isEmpty() || ready.isEmpty()) {
      return refuse(
          it,
          "unknown",
          "how many pods of %s are ready, or would be away, is not known; unknown is not ready");
    }
    if (ready.getAsInt() == 0 || ready.getAsInt() - disturbed.getAsInt() >= 1) {
      return Optional.empty();
    }
    return refuse(
        it,
        "%d of %d ready pods would be away".formatted(disturbed.getAsInt(), ready.getAsInt()),
        "nothing of %s would be left to answer; scale it out first, or do it by hand");
  }

  private Optional<Refusal> refuse(Case it, String value, String words) {
    return Optional.of(
        new Refusal(
            name(),
            "1 ready pod left at least",
            value,
            words.formatted(it.plan().remedy().target())));
  }
}
