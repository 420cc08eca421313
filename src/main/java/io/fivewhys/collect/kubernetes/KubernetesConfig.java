package io.fivewhys.collect.kubernetes;

import io.fivewhys.settings.Within;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which cluster, and what of it is a gateway's concern; a section of the configuration.
 *
 * @param kubeconfig file with the address and the credentials; when absent the pod's own service
 *     account, or outside of a cluster the file that kubectl would use
 * @param context of the kubeconfig; its current one when absent
 * @param namespaces that are looked at; the gateway's own when empty
 * @param gatewaySelector labels of the gateway's workloads, as kubectl -l takes them
 * @param upstreamSelector labels of the workloads behind it; {@code all} chooses every workload
 *     that no other selector does
 * @param dependencySelector labels of what these depend on
 * @param deadline longest time that a look may take; the first one lists everything
 */
public record KubernetesConfig(
    Optional<Path> kubeconfig,
    Optional<String> context,
    List<String> namespaces,
    String gatewaySelector,
    String upstreamSelector,
    Optional<String> dependencySelector,
    @Within(least = "100ms", most = "5m") Duration deadline) {

  public KubernetesConfig {
    namespaces = List.copyOf(namespaces);
    if (LabelQuery.parse(gatewaySelector).isEmpty()) {
      throw new IllegalArgumentException("gateway-selector with at least one label");
    }
    LabelQuery.parse(upstreamSelector);
    dependencySelector.ifPresent(LabelQuery::parse);
  }

  /** As in the runbook: {@code app=api-gateway} in front of {@code tier=backend}. */
  public static KubernetesConfig defaults() {
    return new KubernetesConfig(
        Optional.empty(),
        Optional.empty(),
        List.of(),
        "app=api-gateway",
        "tier=backend",
        Optional.empty(),
        Duration.ofSeconds(10));
  }
}
