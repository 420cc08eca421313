package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Refusal;
import java.util.List;
import java.util.Optional;

/** Nothing is done in a freeze. */
record FreezeWindow(List<Freeze> freezes) implements Guard {
  @Override
  public String name() {
    return "freeze-window";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    return freezes.stream()
        .filter(freeze -> freeze.holds(it.world().now()))
        .findFirst()
        .map(
            freeze ->
                new Refusal(
                    name(),
                    "not within " + freeze.words(),
                    it.world().now().toString(),
                    "nothing is done %s: %s; wait, or do it by hand"
                        .formatted(freeze.words(), freeze.reason())));
  }
}
