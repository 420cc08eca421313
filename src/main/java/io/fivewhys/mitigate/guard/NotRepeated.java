package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Effect;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.Refusal;
import java.util.Optional;

/** What did not help is not done again to the same target for the same incident. */
record NotRepeated() implements Guard {
  @Override
  public String name() {
    return "not-repeated";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    if (it.inverseOf().isPresent()) {
      return Optional.empty();
    }
    return it.world().past().stream()
        .filter(past -> past.incident().equals(it.incident()))
        .filter(past -> past.action() == it.plan().remedy().action())
        .filter(NotRepeated::didNotHelp)
        .filter(Target.sameAs(it))
        .findFirst()
        .map(
            past ->
                new Refusal(
                    name(),
                    "%s once for an incident unless it helps".formatted(past.action()),
                    "%s: %s".formatted(past.id(), past.effect().map(Effect::toString).orElse("")),
                    "%s was done for this incident already (%s) and did not help; do something else"
                        .formatted(past.action(), past.id())));
  }

  /** What was not done at all had no chance to. */
  private static boolean didNotHelp(Past past) {
    return past.effect().filter(it -> it == Effect.NOT_YET || it == Effect.WORSE).isPresent();
  }
}
