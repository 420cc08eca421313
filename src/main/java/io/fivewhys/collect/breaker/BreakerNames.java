package io.fivewhys.collect.breaker;

import io.fivewhys.collect.ProxyNames;
import java.util.Map;
import java.util.Optional;

/** Which workload stands behind a breaker: as configured, else as its name tells. */
final class BreakerNames {
  private final Map<String, String> configured;

  BreakerNames(BreakerConfig config) {
    configured = config.upstreams();
  }

  Optional<String> configured(String name) {
    return Optional.ofNullable(configured.get(name));
  }

  /** By the name of a breaker, {@code ordersCircuitBreaker}. */
  Optional<String> ofBreaker(String name, String namespace) {
    return configured(name).or(() -> ProxyNames.ofBreaker(name, namespace));
  }

  /** By what a proxy calls an upstream; empty for what is none. */
  Optional<String> ofCluster(String name, String namespace) {
    return configured(name).or(() -> ProxyNames.workload(name, namespace));
  }
}
