package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Refusal;
import java.util.Optional;

/** What is silenced is somebody's work: nothing is done to it. */
record Silenced() implements Guard {
  @Override
  public String name() {
    return "silence";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    return it.world()
        .silence()
        .map(
            silence ->
                new Refusal(
                    name(),
                    "no silence",
                    silence,
                    "the incident is silenced (%s); somebody works there, ask them or end the"
                            .formatted(silence)
                        + " silence"));
  }
}
