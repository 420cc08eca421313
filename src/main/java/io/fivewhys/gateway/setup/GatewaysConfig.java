package io.fivewhys.gateway.setup;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The whole file.
 *
 * @param gateways those that the service looks at by itself; none is allowed
 */
record GatewaysConfig(List<GatewayConfig> gateways) {
  private static final int MOST = 1_000;

  GatewaysConfig {
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
}
