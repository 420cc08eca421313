package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fivewhys.collect.kubernetes.Metadata;
import io.fivewhys.collect.kubernetes.RunTimeLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Services that were changed lately and choose no pod, or send to a port that the pods do not have.
 *
 * <p>What is wrong with a Service that nobody changed is told by its endpoints. A port that is
 * given as a number may be listened on without being declared, which counts as wrong only here: the
 * change and the mismatch together are more than chance.
 */
final class ServiceCheck {
  /** Containers that a mesh puts beside those of the workload. */
  private static final Set<String> SIDECARS =
      Set.of("istio-proxy", "linkerd-proxy", "consul-dataplane", "kuma-sidecar");

  private final World world;
  private final Map<String, List<Pod>> podsByNamespace;
  private final Set<String> changedLately;
  private final List<Problem> problems = new ArrayList<>();

  private ServiceCheck(World world, Set<String> changedLately) {
    this.world = world;
    this.changedLately = changedLately;
    this.podsByNamespace =
        world.objects().list(Pod.class).stream()
            .filter(it -> it.getSpec() != null && !isOver(it))
            .collect(Collectors.groupingBy(it -> "" + it.getMetadata().getNamespace()));
  }

  /**
   * @param changedLately ids of objects that are known to have changed
   */
  static List<Problem> of(World world, Set<String> changedLately) {
    var check = new ServiceCheck(world, changedLately);
    if (world.sees(Pod.class)
        && world.sees(Deployment.class)
        && world.sees(StatefulSet.class)
        && world.sees(DaemonSet.class)) {
      world.objects().list(Service.class).stream()
          .filter(check::isChanged)
          .filter(it -> !RouteTargets.isElsewhere(it) && !Services.selector(it).isEmpty())
          .forEach(check::check);
    }
    return check.problems;
  }

  private static boolean isOver(Pod pod) {
    String phase = pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
    return phase.equals("Succeeded")
        || phase.equals("Failed")
        || pod.getMetadata().getDeletionTimestamp() != null;
  }

  private void check(Service service) {
    String namespace = service.getMetadata().getNamespace();
    Map<String, String> selector = Services.selector(service);
    List<Pod> pods = podsByNamespace.getOrDefault("" + namespace, List.of());
    List<Pod> chosen =
        pods.stream()
            .filter(it -> Metadata.labels(it).entrySet().containsAll(selector.entrySet()))
            .toList();
    List<Template> workloads = world.services().selected(namespace, selector);
    if (chosen.isEmpty() && workloads.isEmpty()) {
      if (!isSetAtRunTime(selector, namespace, pods)) {
        add(service, "selector " + text(selector) + " matches no pod" + hint(service, pods));
      }
    } else if (!"None".equals(service.getSpec().getClusterIP()) && !chosen.isEmpty()) {
      Template.present(service.getSpec().getPorts()).forEach(it -> port(service, it, chosen));
    }
  }

  /** A label that pods get while they run, as the leader of a database does. */
  private boolean isSetAtRunTime(Map<String, String> selector, String namespace, List<Pod> pods) {
    return RunTimeLabels.areAskedFor(
        selector,
        pods,
        world.templates().stream()
            .filter(it -> it.namespace().equals(namespace))
            .map(Template::labels)
            .toList());
  }

  /** What the pods of the workload that is meant carry instead. */
  private String hint(Service service, List<Pod> pods) {
    Map<String, String> selector = Services.selector(service);
    return meant(service)
        .flatMap(
            name ->
                world.templates().stream()
                    .filter(it -> it.name().equals(name))
                    .filter(it -> it.namespace().equals(service.getMetadata().getNamespace()))
                    .findFirst())
        .map(Template::labels)
        .map(
            labels ->
                selector.entrySet().stream()
                    .filter(it -> !it.getValue().equals(labels.get(it.getKey())))
                    .map(it -> it.getKey() + "=" + labels.getOrDefault(it.getKey(), "(none)"))
                    .collect(Collectors.joining(", ")))
        .filter(it -> !it.isEmpty())
        .map(it -> "; those of " + meant(service).orElseThrow() + " carry " + it)
        .orElse("");
  }

  /** The workload of the Service's own name, if there is one. */
  private Optional<String> meant(Service service) {
    return world.templates().stream()
        .filter(it -> it.namespace().equals(service.getMetadata().getNamespace()))
        .map(Template::name)
        .filter(it -> it.equals(service.getMetadata().getName()))
        .findFirst();
  }

  private void port(Service service, ServicePort port, List<Pod> pods) {
    IntOrString target = port.getTargetPort();
    boolean named = target != null && target.getStrVal() != null;
    List<ContainerPort> declared =
        pods.stream().flatMap(ServiceCheck::containers).flatMap(ServiceCheck::ports).toList();
    if (named) {
      boolean there =
          declared.stream()
              .anyMatch(
                  it ->
                      target.getStrVal().equals(it.getName())
                          && protocol(it.getProtocol()).equals(protocol(port.getProtocol())));
      if (!there) {
        add(
            service,
            "targetPort " + target.getStrVal() + " is no port of its pods" + text(declared));
      }
      return;
    }
    Integer number =
        target == null || target.getIntVal() == null ? port.getPort() : target.getIntVal();
    boolean there =
        declared.isEmpty()
            || declared.stream().anyMatch(it -> it.getContainerPort().equals(number));
    if (!there) {
      add(service, "targetPort " + number + " is no port of its pods" + text(declared));
    }
  }

  private boolean isChanged(Service service) {
    String namespace = service.getMetadata().getNamespace();
    return changedLately.contains(
        Known.id(ObservedKind.SERVICE, namespace, service.getMetadata().getName()));
  }

  private static Stream<Container> containers(Pod pod) {
    Stream<Container> beside =
        Template.present(pod.getSpec().getInitContainers())
            .filter(it -> "Always".equals(it.getRestartPolicy()));
    return Stream.concat(Template.present(pod.getSpec().getContainers()), beside)
        .filter(it -> !SIDECARS.contains(it.getName()));
  }

  private static Stream<ContainerPort> ports(Container container) {
    return Template.present(container.getPorts()).filter(it -> it.getContainerPort() != null);
  }

  private static String protocol(String protocol) {
    return protocol == null ? "TCP" : protocol;
  }

  private static String text(Map<String, String> selector) {
    return selector.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(it -> it.getKey() + "=" + it.getValue())
        .collect(Collectors.joining(","));
  }

  private static String text(List<ContainerPort> declared) {
    var ports = new TreeSet<String>();
    declared.forEach(
        it -> ports.add(it.getContainerPort() + (it.getName() == null ? "" : " " + it.getName())));
    return ports.isEmpty()
        ? ", which declare none"
        : ", which declare " + ports.stream().limit(8).collect(Collectors.joining(", "));
  }

  private void add(Service service, String text) {
    String namespace = service.getMetadata().getNamespace();
    String name = service.getMetadata().getName();
    List<String> affects = world.services().behind(namespace, List.of(name));
    problems.add(new Problem(ObservedKind.SERVICE, namespace, name, text, affects, false));
  }
}
