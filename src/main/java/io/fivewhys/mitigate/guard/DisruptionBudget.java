package io.fivewhys.mitigate.guard;

import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Guard;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.World;
import java.util.Optional;

/**
 * What all actions and gateways share. One of which nobody can tell whether it was done counts as
 * in flight for an hour: it keeps its own target for itself until a person has said what became of
 * it, but not everything else.
 *
 * @param perHour begun within an hour
 * @param inFlight whose outcome is not known yet
 */
record DisruptionBudget(int perHour, int inFlight) implements Guard {
  @Override
  public String name() {
    return "disruption-budget";
  }

  @Override
  public Optional<Refusal> objection(Case it) {
    long flying = it.world().past().stream().filter(past -> isFlying(past, it.world())).count();
    if (flying >= inFlight) {
      return refuse(
          inFlight + " at once",
          flying + " in flight",
          "%d interventions are in flight; wait until it is known whether they helped"
              .formatted(flying));
    }
    int begun = Lately.begun(it.world()).size();
    if (begun >= perHour) {
      return refuse(
          perHour + " an hour",
          begun + " within the last hour",
          "%d interventions were begun within the last hour; a person has to see what goes on"
              .formatted(begun));
    }
    return Optional.empty();
  }

  private static boolean isFlying(Past past, World world) {
    return past.state() == InterventionState.UNKNOWN
        ? Lately.isBegun(past, world)
        : past.state().isInFlight();
  }

  private Optional<Refusal> refuse(String limit, String value, String words) {
    return Optional.of(new Refusal(name(), limit + " of all actions and gateways", value, words));
  }
}
