package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Where a Service sends to, held against the ports that the containers behind it have. */
final class TargetPorts {
  private final List<ServicePort> targets;
  private final List<ContainerPort> open;

  private TargetPorts(List<ServicePort> targets, List<ContainerPort> open) {
    this.targets = targets;
    this.open = open;
  }

  static TargetPorts of(Service service, WatchedWorkload workload) {
    return new TargetPorts(
        service.getSpec() == null ? List.of() : service.getSpec().getPorts(), open(workload));
  }

  /** The ports that its containers declare. */
  static List<ContainerPort> open(WatchedWorkload workload) {
    return workload.template().getSpec() == null
        ? List.of()
        : workload.template().getSpec().getContainers().stream()
            .flatMap(it -> it.getPorts().stream())
            .filter(it -> it.getContainerPort() != null)
            .toList();
  }

  /** The first port of the Service that leads nowhere, by number or name. */
  Optional<String> wrong() {
    return targets.stream().filter(this::isWrong).findFirst().map(it -> shown(target(it)));
  }

  /**
   * A name must be that of a container's port. A number need not be declared; it is plainly wrong
   * where a declared port is left over, to which nothing else of the Service leads.
   */
  boolean isWrong(ServicePort port) {
    IntOrString target = target(port);
    if (open.isEmpty() && target.getStrVal() == null || isDeclared(target)) {
      return false;
    }
    boolean leftOver =
        open.stream().anyMatch(it -> targets.stream().noneMatch(other -> leadsTo(other, it)));
    return target.getStrVal() != null || leftOver;
  }

  /** A container declares this port. */
  boolean isDeclared(IntOrString target) {
    return open.stream().anyMatch(it -> isSame(target, it));
  }

  private static boolean leadsTo(ServicePort port, ContainerPort container) {
    return isSame(target(port), container);
  }

  private static boolean isSame(IntOrString target, ContainerPort port) {
    return target.getStrVal() != null
        ? target.getStrVal().equals(port.getName())
        : Objects.equals(target.getIntVal(), port.getContainerPort());
  }

  /** The port of the container; that of the Service where it says no other. */
  static IntOrString target(ServicePort port) {
    IntOrString target = port.getTargetPort();
    boolean given =
        target != null && (target.getStrVal() != null || !Objects.equals(target.getIntVal(), 0));
    return given ? target : new IntOrString(port.getPort());
  }

  static String shown(IntOrString port) {
    return port.getStrVal() == null ? String.valueOf(port.getIntVal()) : port.getStrVal();
  }
}
