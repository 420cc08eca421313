package io.fivewhys.gateway.setup;

import io.fivewhys.collect.breaker.BreakerConfig;
import io.fivewhys.collect.kubernetes.KubernetesConfig;
import java.util.List;
import java.util.Optional;

/**
 * Where a gateway can be acted on.
 *
 * @param gateway its name
 * @param namespace of the gateway, and of every object that names none
 * @param cluster which cluster it runs in, and which namespaces of it are its concern; empty where
 *     none is looked at
 * @param breakers where its circuit breakers are
 */
public record Reachable(
    String gateway,
    String namespace,
    Optional<KubernetesConfig> cluster,
    List<BreakerConfig> breakers) {
  public Reachable {
    breakers = List.copyOf(breakers);
  }
}
