package io.fivewhys.collect.kubernetes.read;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.kubernetes.ClusterLook;
import io.fivewhys.collect.kubernetes.ClusterReader;
import io.fivewhys.collect.kubernetes.Gathered;
import io.fivewhys.collect.kubernetes.Metadata;
import io.fivewhys.collect.kubernetes.Said;
import io.fivewhys.collect.kubernetes.WatchedWorkload;
import io.fivewhys.fact.Endpoints;
import io.fivewhys.fact.read.FactDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The addresses behind each Service, and what is plainly wrong with it. */
public final class EndpointsReader implements ClusterReader {
  private static final String SERVICE_NAME = "kubernetes.io/service-name";
  private static final int MOST_SERVICES = 1_000;
  private static final int MOST_ADDRESSES = 20;

  @Override
  public Set<Class<? extends HasMetadata>> kinds() {
    return Set.of(Service.class, EndpointSlice.class);
  }

  @Override
  public String subject() {
    return "endpoints";
  }

  @Override
  public Answer read(ClusterLook look) {
    var gathered = new Gathered(subject());
    Map<String, List<EndpointSlice>> slices = new HashMap<>();
    for (EndpointSlice each : look.objects().list(EndpointSlice.class)) {
      String service = Metadata.labels(each).get(SERVICE_NAME);
      slices
          .computeIfAbsent(
              each.getMetadata().getNamespace() + "/" + service, _ -> new ArrayList<>())
          .add(each);
    }
    int services = 0;
    for (Service service : look.objects().list(Service.class)) {
      String key = service.getMetadata().getNamespace() + "/" + service.getMetadata().getName();
      List<EndpointSlice> behind = slices.getOrDefault(key, List.of());
      // Without selector and addresses it is another name for something outside.
      boolean inside = !Backend.selector(service).isEmpty() || !behind.isEmpty();
      if (inside && services++ < MOST_SERVICES) {
        gathered.add(draft(service, behind, look));
      }
    }
    if (services > MOST_SERVICES) {
      gathered.missing(
          services - MOST_SERVICES + " Services more than " + MOST_SERVICES + " are left out");
    }
    return gathered.answer();
  }

  private static FactDraft<Endpoints> draft(
      Service service, List<EndpointSlice> slices, ClusterLook look) {
    Backend backend = Backend.of(service, look);
    String address = service.getSpec().getClusterIP();
    var draft =
        FactDraft.of(Endpoints.class)
            .set("service", service.getMetadata().getName())
            .set("namespace", service.getMetadata().getNamespace())
            .set("workload", backend.workload().map(WatchedWorkload::name))
            .set("problem", problem(service, backend, look))
            .set("clusterIp", "None".equals(address) ? Optional.empty() : Said.line(address))
            .set("ports", ports(service));
    if (look.objects().sees(EndpointSlice.class)) {
      describeAddresses(slices, draft);
    }
    return draft;
  }

  /** An address that several slices tell, for several ports, is ready when it is so in all. */
  private static void describeAddresses(List<EndpointSlice> slices, FactDraft<Endpoints> draft) {
    Map<String, Boolean> ready = new TreeMap<>();
    for (EndpointSlice slice : slices) {
      for (Endpoint endpoint : slice.getEndpoints()) {
        var conditions = endpoint.getConditions();
        boolean leaving = conditions != null && Boolean.TRUE.equals(conditions.getTerminating());
        boolean serves = conditions == null || !Boolean.FALSE.equals(conditions.getReady());
        if (!leaving && !endpoint.getAddresses().isEmpty()) {
          ready.merge(endpoint.getAddresses().getFirst(), serves, Boolean::logicalAnd);
        }
      }
    }
    long serving = ready.values().stream().filter(it -> it).count();
    draft
        .set("ready", serving)
        .set("notReady", ready.size() - serving)
        .set(
            "addresses",
            ready.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(it -> Said.line(it.getKey(), 100))
                .limit(MOST_ADDRESSES)
                .toList());
  }

  private static Optional<String> problem(Service service, Backend backend, ClusterLook look) {
    if (backend.selectsNothing(service, look)) {
      return Optional.of("the selector matches no pod");
    }
    return backend
        .workload()
        .filter(_ -> backend.selected())
        .flatMap(
            workload ->
                TargetPorts.of(service, workload, look)
                    .wrong()
                    .map(
                        port ->
                            "target port "
                                + Said.line(port, 100)
                                + " is not declared by any container of "
                                + workload.name()));
  }

  private static List<Integer> ports(Service service) {
    return service.getSpec().getPorts().stream()
        .map(ServicePort::getPort)
        .filter(Objects::nonNull)
        .toList();
  }
}
