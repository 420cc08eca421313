package io.fivewhys.demo.cluster;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps one EndpointSlice for each Service: the addresses of the pods that it selects. */
final class EndpointSliceController {
  private static final String OF_SERVICE = "kubernetes.io/service-name";
  private static final String NAME = "endpointslice-controller.k8s.io";

  private final ClusterStore store;

  EndpointSliceController(ClusterStore store) {
    this.store = store;
  }

  void reconcile() {
    List<Service> services = store.list(Service.class);
    List<EndpointSlice> slices = store.list(EndpointSlice.class);
    for (Service service : services) {
      var there = slices.stream().filter(slice -> isOf(slice, service)).findFirst();
      write(service, there.orElseGet(() -> made(service)));
    }
    slices.stream()
        .filter(slice -> services.stream().noneMatch(service -> isOf(slice, service)))
        .forEach(store::delete);
  }

  private static boolean isOf(EndpointSlice slice, Service service) {
    return service.getMetadata().getName().equals(slice.getMetadata().getLabels().get(OF_SERVICE));
  }

  private EndpointSlice made(Service service) {
    String name = service.getMetadata().getName();
    var slice =
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withName(name + "-" + Names.suffix())
            .withGenerateName(name + "-")
            .addToLabels(OF_SERVICE, name)
            .addToLabels("endpointslice.kubernetes.io/managed-by", NAME)
            .withOwnerReferences(Owners.controlledBy(service))
            .endMetadata()
            .withAddressType("IPv4")
            .build();
    store.create(slice, DeploymentController.AUTHOR);
    return slice;
  }

  private void write(Service service, EndpointSlice slice) {
    var selector = service.getSpec().getSelector();
    List<Pod> pods =
        store.list(Pod.class).stream()
            .filter(pod -> isSelected(pod, selector) && pod.getStatus().getPodIP() != null)
            .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
            .toList();
    store.edit(
        EndpointSlice.class,
        slice.getMetadata().getName(),
        DeploymentController.AUTHOR,
        it -> {
          it.setEndpoints(pods.stream().map(EndpointSliceController::endpoint).toList());
          it.setPorts(
              service.getSpec().getPorts().stream()
                  .flatMap(port -> endpointPort(port, pods).stream())
                  .toList());
          return it;
        });
  }

  private static boolean isSelected(Pod pod, Map<String, String> selector) {
    return selector != null
        && !selector.isEmpty()
        && pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet());
  }

  /** A port whose name no container has is left out, and the Service leads nowhere. */
  private static Optional<EndpointPort> endpointPort(ServicePort port, List<Pod> pods) {
    return target(port.getTargetPort(), pods)
        .map(
            number ->
                new EndpointPortBuilder()
                    .withName(port.getName())
                    .withPort(number)
                    .withProtocol("TCP")
                    .build());
  }

  private static Optional<Integer> target(IntOrString target, List<Pod> pods) {
    if (target.getValue() instanceof Integer number) {
      return Optional.of(number);
    }
    return pods.stream()
        .flatMap(pod -> pod.getSpec().getContainers().stream())
        .flatMap(container -> container.getPorts().stream())
        .filter(port -> target.getValue().equals(port.getName()))
        .map(port -> port.getContainerPort())
        .findFirst();
  }

  private static Endpoint endpoint(Pod pod) {
    boolean terminating = pod.getMetadata().getDeletionTimestamp() != null;
    boolean serving = PodStatuses.isReady(pod);
    return new EndpointBuilder()
        .withAddresses(pod.getStatus().getPodIP())
        .withNewConditions()
        .withReady(serving && !terminating)
        .withServing(serving)
        .withTerminating(terminating)
        .endConditions()
        .withNodeName(pod.getSpec().getNodeName())
        .withTargetRef(
            new ObjectReferenceBuilder()
                .withKind("Pod")
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .withUid(pod.getMetadata().getUid())
                .build())
        .build();
  }
}
