package io.fivewhys.mitigate.guard;

import io.fivewhys.inference.Action;
import io.fivewhys.inference.Category;
import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Refusal;
import java.util.Optional;

/**
 * Where something that a workload needs is down, nothing is started anew: whoever has lost a
 * connection gets it back, and whoever starts does not come up without it.
 */
record NotADependency() implements Guard {
  @Override
  public String name() {
    return "not-a-dependency";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    Action action = it.plan().remedy().action();
    if (action != Action.RESTART_WORKLOAD && action != Action.DELETE_POD) {
      return Optional.empty();
    }
    return it.diagnosis().causes().stream()
        .findFirst()
        .filter(cause -> cause.category() == Category.DEPENDENCY_FAILURE)
        .filter(cause -> !Target.namesOf(it).contains(cause.subject().name()))
        .map(
            cause ->
                new Refusal(
                    name(),
                    "no dependency failure as the first cause",
                    cause.subject().toString(),
                    "%s; to start %s anew would not bring that back"
                        .formatted(cause.summary(), it.plan().remedy().target())));
  }
}
