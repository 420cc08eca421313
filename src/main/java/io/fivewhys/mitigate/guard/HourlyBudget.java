package io.fivewhys.mitigate.guard;

import io.fivewhys.inference.Action;
import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.Refusal;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Only so many an hour.
 *
 * @param target begun at the same target
 * @param action of the same action, anywhere
 * @param gateway because of the same gateway
 */
record HourlyBudget(int target, int action, int gateway) implements Guard {
  @Override
  public String name() {
    return "hourly-budget";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    Action mine = it.plan().remedy().action();
    String name = it.recommendation().gateway();
    return spent(it, Target.sameAs(it), target, it.plan().remedy().target().toString())
        .or(() -> spent(it, past -> past.action() == mine, action, mine.toString()))
        .or(() -> spent(it, past -> past.gateway().equals(name), gateway, "gateway " + name));
  }

  private Optional<Refusal> spent(Case it, Predicate<Past> same, int most, String of) {
    long begun = Lately.begun(it.world()).stream().filter(same).count();
    return begun < most
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                name(),
                "%d an hour of %s".formatted(most, of),
                begun + " within the last hour",
                "%d were begun of %s within the last hour; find out why that is needed so often"
                    .formatted(begun, of)));
  }
}
