package io.fivewhys.collect.prometheus.resource;

import io.fivewhys.collect.prometheus.traffic.Promql;
import io.fivewhys.settings.Within;
import java.util.List;
import java.util.Optional;

/**
 * Which resources to look at.
 *
 * @param containers CPU, throttling and memory of containers, as the kubelet (cAdvisor) tells, with
 *     the limits that it or kube-state-metrics tells
 * @param processes heap, connection pools, threads and open files, as the processes tell of
 *     themselves
 * @param namespaces whose; the gateway's own where none is named
 * @param selector for processes outside Kubernetes, whose metrics have no label {@code namespace}:
 *     matchers used instead
 * @param workloadLabel the label that names the workload of a process where no pod does; by default
 *     the first there is of workload, app, application, service and job
 * @param maxFacts most facts of containers, and of processes; the most strained are told
 */
public record ResourceConfig(
    boolean containers,
    boolean processes,
    List<String> namespaces,
    Optional<String> selector,
    Optional<String> workloadLabel,
    @Within(least = "1", most = "10000") int maxFacts) {

  public ResourceConfig {
    namespaces = List.copyOf(namespaces);
    selector.ifPresent(Promql::checkSelector);
    if (workloadLabel.isPresent() && !workloadLabel.get().matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
      throw new IllegalArgumentException("workload-label with the name of a label");
    }
  }

  public static ResourceConfig defaults() {
    return new ResourceConfig(true, true, List.of(), Optional.empty(), Optional.empty(), 3_000);
  }

  /** Looks at nothing. */
  public static ResourceConfig none() {
    return new ResourceConfig(false, false, List.of(), Optional.empty(), Optional.empty(), 3_000);
  }
}
