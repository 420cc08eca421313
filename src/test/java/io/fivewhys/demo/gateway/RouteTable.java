package io.fivewhys.demo.gateway;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fivewhys.demo.cluster.ClusterStore;
import io.fivewhys.demo.gateway.Route.Endpoint;
import java.util.List;
import java.util.Optional;

/** The routes as the cluster's objects give them at one moment. */
record RouteTable(List<Route> routes) {
  static RouteTable of(ClusterStore store) {
    return new RouteTable(
        store.list(Ingress.class).stream()
            .flatMap(ingress -> ingress.getSpec().getRules().stream())
            .flatMap(rule -> rule.getHttp().getPaths().stream())
            .map(path -> route(path, store))
            .toList());
  }

  Optional<Route> of(String path) {
    return routes.stream().filter(route -> route.matches(path)).findFirst();
  }

  private static Route route(HTTPIngressPath path, ClusterStore store) {
    IngressServiceBackend backend = path.getBackend().getService();
    Optional<ServicePort> port =
        store.find(Service.class, backend.getName()).flatMap(service -> port(service, backend));
    return new Route(
        path.getPath().substring(1),
        path.getPath(),
        backend.getName(),
        port.isPresent(),
        port.map(it -> endpoints(backend.getName(), it.getName(), store)).orElse(List.of()));
  }

  private static Optional<ServicePort> port(Service service, IngressServiceBackend backend) {
    return service.getSpec().getPorts().stream()
        .filter(
            port ->
                port.getPort().equals(backend.getPort().getNumber())
                    || port.getName().equals(backend.getPort().getName()))
        .findFirst();
  }

  private static List<Endpoint> endpoints(String service, String port, ClusterStore store) {
    return store.list(EndpointSlice.class).stream()
        .filter(
            slice ->
                service.equals(slice.getMetadata().getLabels().get("kubernetes.io/service-name")))
        .flatMap(
            slice ->
                slice.getPorts().stream()
                    .filter(it -> port.equals(it.getName()))
                    .flatMap(
                        it ->
                            slice.getEndpoints().stream()
                                .filter(endpoint -> endpoint.getConditions().getReady())
                                .map(
                                    endpoint ->
                                        new Endpoint(
                                            endpoint.getAddresses().getFirst(), it.getPort()))))
        .toList();
  }
}
