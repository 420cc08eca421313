package io.fivewhys.act.setup;

import io.fivewhys.act.GatewayActuator;
import io.fivewhys.act.kubernetes.ClusterActuator;
import io.fivewhys.collect.kubernetes.change.ConfigVersions;
import io.fivewhys.gateway.setup.GatewaySetup;
import io.fivewhys.gateway.setup.Reachable;
import io.fivewhys.mitigate.Actuator;
import io.fivewhys.mitigate.Actuators;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who acts for the gateways of a file. */
public final class ActuatorSetup {
  private ActuatorSetup() {}

  /**
   * @param gateways closed by whoever made it, and nobody can act any more then
   * @param recorded what ConfigMaps held, to put one back
   */
  public static Actuators of(GatewaySetup gateways, Clock clock, ConfigVersions recorded) {
    Map<String, Actuator> all = new HashMap<>();
    for (Reachable each : gateways.reachable()) {
      Optional<Actuator> cluster =
          each.cluster()
              .map(
                  it ->
                      new ClusterActuator(
                          it, each.namespace(), gateways.clusters(), clock, recorded));
      all.put(each.gateway(), new GatewayActuator(each.gateway(), cluster, Optional.empty()));
    }
    return gateway -> Optional.ofNullable(all.get(gateway));
  }
}
