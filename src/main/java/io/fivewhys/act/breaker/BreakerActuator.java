package io.fivewhys.act.breaker;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.breaker.BreakerConfig;
import io.fivewhys.mitigate.Actuator;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Reach;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Closes breakers of one gateway: all that are open of the name, at every instance. Whether the
 * upstream behind is well is judged by others, from what all sources see of it.
 */
public final class BreakerActuator implements Actuator, AutoCloseable {
  private final BreakerPlaces places;

  /**
   * @param gateway its name
   * @param namespace of the gateway
   * @param configs where its breakers can be asked for, as its sources do
   */
  public BreakerActuator(
      String gateway, String namespace, List<BreakerConfig> configs, SourceContext context) {
    places = new BreakerPlaces(gateway, namespace, configs, context);
  }

  @Override
  public Planning plan(Recommendation recommendation, Decision decision)
      throws InterruptedException {
    Remedy.ResetCircuitBreaker remedy = reset(recommendation.remedy());
    Sighting now = places.look(remedy.target().name());
    List<Refusal> refusals = now.refusals(remedy.upstream());
    if (!refusals.isEmpty()) {
      return new Planning.Refused(refusals);
    }
    List<HeldBreaker> open = now.open();
    var plan =
        new Plan(
            remedy,
            Optional.empty(),
            Optional.of(now.state()),
            open.stream()
                .map(it -> it.place().command(it.breaker()))
                .distinct()
                .collect(Collectors.joining(" && ")),
            open.stream().map(HeldBreaker::change).distinct().toList(),
            Optional.empty());
    return new Planning.Planned(plan, Reach.NOTHING);
  }

  /** Looks with the credentials that would be written with; there is no dry run to try. */
  @Override
  public Preparation prepare(Plan plan, Ticket ticket) throws InterruptedException {
    Remedy.ResetCircuitBreaker remedy = reset(plan.remedy());
    String target = remedy.target().name();
    long beganNanos = System.nanoTime();
    Sighting now = places.look(target);
    List<Refusal> refusals = now.refusals(remedy.upstream());
    if (!refusals.isEmpty()) {
      return new Preparation.Refused(refusals);
    }
    String planned = plan.state().orElse("");
    if (!now.state().equals(planned)) {
      return new Preparation.Refused(
          List.of(
              new Refusal(
                  "target",
                  planned.replace("\n", ", "),
                  now.state().replace("\n", ", "),
                  "other breakers are open than those of the plan; have it planned anew")));
    }
    return new Preparation.Ready(
        Reach.NOTHING, new BreakerReset(places, target, now.open(), beganNanos));
  }

  @Override
  public Acted settle(Plan plan, Ticket ticket) throws InterruptedException {
    Sighting now = places.look(reset(plan.remedy()).target().name());
    return Settlement.of(plan, ticket, now);
  }

  private static Remedy.ResetCircuitBreaker reset(Remedy remedy) {
    return switch (remedy) {
      case Remedy.ResetCircuitBreaker it -> it;
      case Remedy.RestartWorkload _,
          Remedy.DeletePod _,
          Remedy.UndoRollout _,
          Remedy.ScaleOut _,
          Remedy.RevertConfig _ ->
          throw new IllegalStateException(remedy.words() + " is not done by breakers");
    };
  }

  @Override
  public void close() {
    places.close();
  }
}
