package io.fivewhys.gateway.setup;

import io.fivewhys.collect.alert.AlertLimits;
import io.fivewhys.collect.push.PushLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The whole file.
 *
 * @param gateways those that the service looks at by itself; none is allowed
 * @param alerts how long alerts are known, and how many
 * @param pushes how much may be pushed for each gateway
 */
record GatewaysConfig(List<GatewayConfig> gateways, AlertLimits alerts, PushLimits pushes) {
  private static final int MOST = 1_000;

  GatewaysConfig {
    gateways = List.copyOf(gateways);
    Set<String> names = new HashSet<>();
    for (GatewayConfig gateway : gateways) {
      if (!names.add(gateway.name())) {
        throw new IllegalArgumentException(
            "each name once among the gateways; " + gateway.name() + " is there twice");
      }
    }
    if (gateways.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " gateways");
    }
  }

  static GatewaysConfig defaults() {
    return new GatewaysConfig(List.of(), AlertLimits.defaults(), PushLimits.defaults());
  }
}
