package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterObjects;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import io.fivewhys.fact.Workload.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one look has to compare objects with.
 *
 * @param gateway its name
 * @param gatewayWorkloads what the gateway's workloads are called, where that is not its own name
 * @param now when is looked
 * @param namespaces that are looked at
 * @param templates of all workloads there
 * @param readers who reads which ConfigMap or Secret
 * @param services that are there
 */
record World(
    String gateway,
    Set<String> gatewayWorkloads,
    Instant now,
    List<String> namespaces,
    ClusterObjects objects,
    List<Template> templates,
    Readers readers,
    Services services) {

  static World of(ClusterLook look) {
    List<Template> templates = Template.of(look.workloads());
    return new World(
        look.look().gateway(),
        look.workloads().all().stream()
            .filter(it -> it.role().equals(Optional.of(Role.GATEWAY)))
            .map(WatchedWorkload::name)
            .collect(Collectors.toSet()),
        look.look().at(),
        look.namespaces(),
        look.objects(),
        templates,
        new Readers(templates),
        new Services(look.objects(), look.namespaces(), templates));
  }

  boolean sees(Class<? extends HasMetadata> kind) {
    return objects.sees(kind);
  }
}
