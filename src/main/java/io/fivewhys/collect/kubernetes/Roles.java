package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fivewhys.fact.Workload.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Says what a workload is to the gateway, by its own labels and those of its pods. */
final class Roles {
  private final LabelQuery gateway;
  private final LabelQuery upstream;
  private final Optional<LabelQuery> dependency;

  Roles(KubernetesConfig config) {
    this.gateway = LabelQuery.parse(config.gatewaySelector());
    this.upstream = LabelQuery.parse(config.upstreamSelector());
    this.dependency = config.dependencySelector().map(LabelQuery::parse);
  }

  /** Its role; empty when it is none of the gateway's concern. */
  Optional<Role> of(HasMetadata workload, PodTemplateSpec template) {
    Map<String, String> labels = new HashMap<>();
    if (template.getMetadata() != null && template.getMetadata().getLabels() != null) {
      labels.putAll(template.getMetadata().getLabels());
    }
    labels.putAll(Metadata.labels(workload));
    if (gateway.chooses(labels)) {
      return Optional.of(Role.GATEWAY);
    }
    if (dependency.filter(it -> it.chooses(labels)).isPresent()) {
      return Optional.of(Role.DEPENDENCY);
    }
    return upstream.chooses(labels) ? Optional.of(Role.UPSTREAM) : Optional.empty();
  }
}
