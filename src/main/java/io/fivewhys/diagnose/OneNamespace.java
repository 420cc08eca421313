package io.fivewhys.diagnose;

import io.fivewhys.fact.Autoscaler;
import io.fivewhys.fact.Endpoints;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.LogPattern;
import io.fivewhys.fact.Pod;
import io.fivewhys.fact.ResourceUsage;
import io.fivewhys.fact.Rollout;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Facts refer to workloads by bare names. Where two namespaces have a workload of one name, the one
 * in the gateway's namespace is meant, and what is known of its namesakes is left aside.
 */
final class OneNamespace {
  private OneNamespace() {}

  static List<Fact> of(Snapshot snapshot, List<Fact> facts) {
    Map<String, TreeSet<String>> namespaces = new HashMap<>();
    for (Fact fact : facts) {
      if (fact instanceof Workload workload) {
        namespaces
            .computeIfAbsent(workload.name(), name -> new TreeSet<>())
            .add(workload.namespace().orElse(snapshot.namespace()));
      }
    }
    return facts.stream().filter(fact -> !isNamesake(fact, snapshot, namespaces)).toList();
  }

  private static boolean isNamesake(
      Fact fact, Snapshot snapshot, Map<String, TreeSet<String>> namespaces) {
    Optional<String> namespace =
        switch (fact) {
          case Workload it -> it.namespace();
          case Pod it -> it.namespace();
          case Rollout it -> it.namespace();
          case ResourceUsage it -> it.namespace();
          case Autoscaler it -> it.namespace();
          case Endpoints it -> it.namespace();
          case LogPattern it -> it.namespace();
          default -> Optional.empty();
        };
    Optional<String> workload =
        switch (fact) {
          case Workload it -> Optional.of(it.name());
          case Pod it -> it.workload();
          case Rollout it -> Optional.of(it.workload());
          case ResourceUsage it -> Optional.of(it.workload());
          case Autoscaler it -> Optional.of(it.workload());
          case Endpoints it -> Optional.of(it.backend());
          case LogPattern it -> Optional.of(it.workload());
          default -> Optional.empty();
        };
    TreeSet<String> homes = workload.map(namespaces::get).orElse(null);
    return homes != null
        && homes.size() > 1
        && homes.contains(snapshot.namespace())
        && namespace.filter(other -> !other.equals(snapshot.namespace())).isPresent();
  }
}
