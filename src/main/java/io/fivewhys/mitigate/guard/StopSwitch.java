package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Refusal;
import java.util.Optional;

/** Nothing is begun while somebody has stopped everything. */
record StopSwitch() implements Guard {
  @Override
  public String name() {
    return "stop-switch";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    return it.world()
        .stopped()
        .map(
            by ->
                new Refusal(
                    name(),
                    "not stopped",
                    "stopped at " + by.at(),
                    "everything was stopped by %s%s; nothing is begun until somebody resumes it"
                        .formatted(by.by(), by.reason().isEmpty() ? "" : ": " + by.reason())));
  }
}
