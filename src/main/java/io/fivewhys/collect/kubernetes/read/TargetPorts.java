package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.Metadata;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a Service sends to, held against the ports that the containers behind it declare. Only a
 * name must be declared: on a number a container may listen all the same.
 */
final class TargetPorts {
  private final List<ServicePort> targets;
  private final List<ContainerPort> declared;
  private final boolean known;

  private TargetPorts(List<ServicePort> targets, List<ContainerPort> declared, boolean known) {
    this.targets = targets;
    this.declared = declared;
    this.known = known;
  }

  static TargetPorts of(Service service, WatchedWorkload workload, ClusterLook look) {
    List<ContainerPort> declared = new ArrayList<>(ofTemplate(workload));
    Map<String, String> selector = Backend.selector(service);
    // What is put beside the containers when a pod is made is in no template.
    for (Pod pod : look.objects().list(Pod.class)) {
      if (Objects.equals(pod.getMetadata().getNamespace(), workload.namespace())
          && Metadata.labels(pod).entrySet().containsAll(selector.entrySet())) {
        declared.addAll(of(pod.getSpec()));
      }
    }
    return new TargetPorts(
        service.getSpec() == null ? List.of() : service.getSpec().getPorts(),
        declared,
        look.objects().sees(Pod.class));
  }

  /** The ports that the containers of its pods declare, sidecars among them. */
  static List<ContainerPort> ofTemplate(WatchedWorkload workload) {
    return of(workload.template().getSpec());
  }

  private static List<ContainerPort> of(PodSpec pods) {
    return pods == null
        ? List.of()
        : Stream.concat(pods.getContainers().stream(), pods.getInitContainers().stream())
            .flatMap(it -> it.getPorts().stream())
            .filter(it -> it.getContainerPort() != null)
            .toList();
  }

  /** The first port of the Service that is named and that no container declares. */
  Optional<String> wrong() {
    return targets.stream()
        .map(TargetPorts::target)
        .filter(it -> it.getStrVal() != null && known && !isIn(declared, it))
        .findFirst()
        .map(IntOrString::getStrVal);
  }

  /** Whether it tells anything beside the ports of the template: it is one of them, or wrong. */
  boolean isTelling(ServicePort port, WatchedWorkload workload) {
    IntOrString target = target(port);
    boolean wrong = target.getStrVal() != null && known && !isIn(declared, target);
    return wrong || isIn(ofTemplate(workload), target);
  }

  private static boolean isIn(List<ContainerPort> ports, IntOrString target) {
    return ports.stream()
        .anyMatch(
            it ->
                target.getStrVal() != null
                    ? target.getStrVal().equals(it.getName())
                    : Objects.equals(target.getIntVal(), it.getContainerPort()));
  }

  /** The port of the container; that of the Service where it says no other. */
  static IntOrString target(ServicePort port) {
    IntOrString target = port.getTargetPort();
    boolean given =
        target != null && (target.getStrVal() != null || !Objects.equals(target.getIntVal(), 0));
    return given ? target : new IntOrString(port.getPort());
  }
}
