package io.fivewhys.act.setup;

import io.fivewhys.act.GatewayActuator;
import io.fivewhys.act.breaker.BreakerActuator;
import io.fivewhys.act.kubernetes.ClusterActuator;
import io.fivewhys.collect.kubernetes.change.ConfigVersions;
import io.fivewhys.gateway.setup.GatewaySetup;
import io.fivewhys.gateway.setup.Reachable;
import io.fivewhys.mitigate.Actuator;
import io.fivewhys.mitigate.Actuators;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who acts for the gateways of a file: with the addresses and credentials of their sources. */
public final class ActuatorSetup implements Actuators, AutoCloseable {
  private final Map<String, Actuator> all = new HashMap<>();
  private final List<BreakerActuator> breakers = new ArrayList<>();

  /**
   * @param gateways closed by whoever made it, and nobody can act any more then
   * @param recorded what ConfigMaps held, to put one back
   */
  public ActuatorSetup(GatewaySetup gateways, ConfigVersions recorded) {
    var context = gateways.context();
    for (Reachable each : gateways.reachable()) {
      Optional<Actuator> cluster =
          each.cluster()
              .map(
                  it ->
                      new ClusterActuator(
                          it, each.namespace(), gateways.clusters(), context.clock(), recorded));
      Optional<Actuator> resets = Optional.empty();
      if (!each.breakers().isEmpty()) {
        var made = new BreakerActuator(each.gateway(), each.namespace(), each.breakers(), context);
        breakers.add(made);
        resets = Optional.of(made);
      }
      all.put(each.gateway(), new GatewayActuator(each.gateway(), cluster, resets));
    }
  }

  @Override
  public Optional<Actuator> of(String gateway) {
    return Optional.ofNullable(all.get(gateway));
  }

  /** Closes the connections to circuit breakers. */
  @Override
  public void close() {
    breakers.forEach(BreakerActuator::close);
  }
}
