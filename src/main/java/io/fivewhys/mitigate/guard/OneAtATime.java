package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Refusal;
import java.util.Optional;

/** One thing is done to a target at a time, by whatever replica. */
record OneAtATime() implements Guard {
  @Override
  public String name() {
    return "one-at-a-time";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    return it.world().past().stream()
        .filter(past -> past.state().isInFlight())
        .filter(Target.sameAs(it))
        .findFirst()
        .map(
            past ->
                new Refusal(
                    name(),
                    "nothing in flight at " + it.plan().remedy().target(),
                    "%s is %s".formatted(past.id(), past.state()),
                    "%s is being done to it (%s); %s"
                        .formatted(
                            past.action(),
                            past.id(),
                            past.state() == InterventionState.UNKNOWN
                                ? "a person has to say whether it was done"
                                : "wait until it is known whether it helped")));
  }
}
