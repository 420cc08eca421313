package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceBackendPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Ingresses that send requests to what is not there, or lack their certificate. */
final class IngressCheck {
  private final World world;
  private final RouteTargets targets;
  private final List<Problem> problems = new ArrayList<>();

  private IngressCheck(World world) {
    this.world = world;
    this.targets = new RouteTargets(world.services());
  }

  static List<Problem> of(World world) {
    var check = new IngressCheck(world);
    world.objects().list(Ingress.class).stream()
        .filter(it -> it.getSpec() != null)
        .forEach(check::check);
    return check.problems;
  }

  private void check(Ingress ingress) {
    for (IngressRule rule : Template.present(ingress.getSpec().getRules()).toList()) {
      if (rule.getHttp() != null) {
        Template.present(rule.getHttp().getPaths()).forEach(it -> check(ingress, rule, it));
      }
    }
    backend(ingress, ingress.getSpec().getDefaultBackend(), "all other requests");
    certificates(ingress);
  }

  private void check(Ingress ingress, IngressRule rule, HTTPIngressPath path) {
    String host = rule.getHost() == null ? "" : rule.getHost();
    backend(ingress, path.getBackend(), host + (path.getPath() == null ? "/" : path.getPath()));
  }

  private void backend(Ingress ingress, IngressBackend backend, String way) {
    if (backend == null || backend.getService() == null || backend.getService().getName() == null) {
      return; // a resource of the controller's own, of which nothing is known here
    }
    IngressServiceBackend service = backend.getService();
    String namespace = ingress.getMetadata().getNamespace();
    targets
        .problem(namespace, service.getName(), port(service.getPort()), way)
        .ifPresent(
            text ->
                problems.add(
                    new Problem(
                        ObservedKind.INGRESS,
                        namespace,
                        ingress.getMetadata().getName(),
                        text,
                        world.services().behind(namespace, List.of(service.getName())),
                        true)));
  }

  private static Optional<String> port(ServiceBackendPort port) {
    return Optional.ofNullable(port)
        .map(it -> it.getNumber() == null ? it.getName() : it.getNumber().toString());
  }

  private void certificates(Ingress ingress) {
    String namespace = ingress.getMetadata().getNamespace();
    if (!world.sees(Secret.class) || !world.namespaces().contains(namespace)) {
      return;
    }
    Set<String> there =
        world.objects().list(Secret.class).stream()
            .filter(it -> namespace.equals(it.getMetadata().getNamespace()))
            .map(it -> it.getMetadata().getName())
            .collect(Collectors.toSet());
    Template.present(ingress.getSpec().getTls())
        .filter(it -> it.getSecretName() != null && !it.getSecretName().isEmpty())
        .filter(it -> !there.contains(it.getSecretName()))
        .forEach(
            it ->
                problems.add(
                    new Problem(
                        ObservedKind.INGRESS,
                        namespace,
                        ingress.getMetadata().getName(),
                        "TLS Secret " + it.getSecretName() + " not found",
                        List.of(),
                        true)));
  }
}
