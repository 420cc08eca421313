package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether what a route sends requests to is there. */
final class RouteTargets {
  private final Services services;

  RouteTargets(Services services) {
    this.services = services;
  }

  /**
   * What is wrong with a target; nothing where it cannot be told.
   *
   * @param port number or name; empty when the route names none
   * @param way which of the route's ways leads there
   */
  Optional<String> problem(String namespace, String service, Optional<String> port, String way) {
    if (services.lacks(namespace, service)) {
      return Optional.of("backend Service " + service + " of " + way + " not found");
    }
    Optional<Service> found = services.find(namespace, service);
    if (found.isEmpty() || port.isEmpty() || hasPort(found.get(), port.get())) {
      return Optional.empty();
    }
    return Optional.of(
        "port %s of backend Service %s of %s not found; the Service has %s"
            .formatted(port.get(), service, way, ports(found.get())));
  }

  /** One that only gives another name to somewhere else takes any port. */
  private static boolean hasPort(Service service, String port) {
    return isElsewhere(service)
        || ports(service.getSpec().getPorts())
            .anyMatch(it -> port.equals(String.valueOf(it.getPort())) || port.equals(it.getName()));
  }

  static boolean isElsewhere(Service service) {
    return service.getSpec() == null || "ExternalName".equals(service.getSpec().getType());
  }

  private static Stream<ServicePort> ports(List<ServicePort> ports) {
    return Template.present(ports);
  }

  private static String ports(Service service) {
    String all =
        ports(service.getSpec().getPorts())
            .limit(8)
            .map(it -> it.getName() == null ? "" + it.getPort() : it.getPort() + " " + it.getName())
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "no port" : all;
  }
}
