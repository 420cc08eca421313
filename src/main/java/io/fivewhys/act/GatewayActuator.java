package io.fivewhys.act;

import io.fivewhys.mitigate.Actuator;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.util.List;
import java.util.Optional;

/** Acts for one gateway, on its cluster and on its circuit breakers, as far as it has them. */
public final class GatewayActuator implements Actuator {
  private final String gateway;
  private final Optional<Actuator> cluster;
  private final Optional<Actuator> breakers;

  /**
   * @param gateway its name, for messages
   * @param cluster who acts on the cluster that it runs in, where one is configured
   * @param breakers who acts on its circuit breakers, where some are configured
   */
  public GatewayActuator(String gateway, Optional<Actuator> cluster, Optional<Actuator> breakers) {
    this.gateway = gateway;
    this.cluster = cluster;
    this.breakers = breakers;
  }

  @Override
  public Planning plan(Recommendation recommendation, Decision decision)
      throws InterruptedException {
    Optional<Actuator> actuator = of(recommendation.remedy());
    return actuator.isPresent()
        ? actuator.get().plan(recommendation, decision)
        : new Planning.Refused(List.of(nobody(recommendation.remedy())));
  }

  @Override
  public Preparation prepare(Plan plan, Ticket ticket) throws InterruptedException {
    Optional<Actuator> actuator = of(plan.remedy());
    return actuator.isPresent()
        ? actuator.get().prepare(plan, ticket)
        : new Preparation.Refused(List.of(nobody(plan.remedy())));
  }

  @Override
  public Acted settle(Plan plan, Ticket ticket) throws InterruptedException {
    Optional<Actuator> actuator = of(plan.remedy());
    return actuator.isPresent()
        ? actuator.get().settle(plan, ticket)
        : new Acted.Unknown(nobody(plan.remedy()).words());
  }

  private Optional<Actuator> of(Remedy remedy) {
    return switch (remedy) {
      case Remedy.ResetCircuitBreaker _ -> breakers;
      case Remedy.RestartWorkload _,
          Remedy.DeletePod _,
          Remedy.UndoRollout _,
          Remedy.ScaleOut _,
          Remedy.RevertConfig _ ->
          cluster;
    };
  }

  private Refusal nobody(Remedy remedy) {
    String missing = remedy instanceof Remedy.ResetCircuitBreaker ? "breakers" : "kubernetes";
    return new Refusal(
        "target",
        "gateways." + gateway + "." + missing + " is configured",
        "it is not",
        "the gateway %s has no %s configured, so nothing can be done to %s from here"
            .formatted(gateway, missing, remedy.target()));
  }
}
