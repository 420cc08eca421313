package io.fivewhys.collect.kubernetes;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerConditionBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes of what an older API says what the newest would have said, as far as anybody here reads it.
 */
final class OlderApis {
  private static final String SERVICE_NAME = "kubernetes.io/service-name";
  private static final String CONDITIONS = "autoscaling.alpha.kubernetes.io/conditions";
  private static final ObjectMapper JSON = new ObjectMapper();

  private OlderApis() {}

  /** From discovery.k8s.io/v1beta1, which has the zone among other things in {@code topology}. */
  static EndpointSlice slice(io.fabric8.kubernetes.api.model.discovery.v1beta1.EndpointSlice old) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (var each : old.getEndpoints()) {
      var endpoint =
          new EndpointBuilder()
              .withAddresses(each.getAddresses())
              .withTargetRef(each.getTargetRef())
              .withNodeName(each.getNodeName());
      if (each.getConditions() != null) {
        endpoint
            .withNewConditions()
            .withReady(each.getConditions().getReady())
            .withServing(each.getConditions().getServing())
            .withTerminating(each.getConditions().getTerminating())
            .endConditions();
      }
      endpoints.add(endpoint.build());
    }
    List<EndpointPort> ports =
        old.getPorts().stream().map(it -> port(it.getName(), it.getPort())).toList();
    return slice(old.getMetadata(), old.getAddressType(), endpoints, ports);
  }

  /** From the core API, where one object has all addresses of a Service. */
  static EndpointSlice slice(Endpoints old) {
    List<Endpoint> endpoints = new ArrayList<>();
    List<EndpointPort> ports = new ArrayList<>();
    for (EndpointSubset subset : old.getSubsets()) {
      subset.getAddresses().forEach(it -> endpoints.add(endpoint(it, true)));
      subset.getNotReadyAddresses().forEach(it -> endpoints.add(endpoint(it, false)));
      subset.getPorts().forEach(it -> ports.add(port(it.getName(), it.getPort())));
    }
    ObjectMeta metadata =
        new ObjectMetaBuilder(old.getMetadata())
            .addToLabels(SERVICE_NAME, old.getMetadata().getName())
            .build();
    return slice(metadata, "IPv4", endpoints, ports);
  }

  private static EndpointSlice slice(
      ObjectMeta metadata, String type, List<Endpoint> endpoints, List<EndpointPort> ports) {
    return new EndpointSliceBuilder()
        .withMetadata(metadata)
        .withAddressType(type)
        .withEndpoints(endpoints)
        .withPorts(ports)
        .build();
  }

  private static Endpoint endpoint(EndpointAddress address, boolean ready) {
    ObjectReference target = address.getTargetRef();
    return new EndpointBuilder()
        .withAddresses(address.getIp())
        .withTargetRef(target)
        .withNodeName(address.getNodeName())
        .withNewConditions()
        .withReady(ready)
        .endConditions()
        .build();
  }

  private static EndpointPort port(String name, Integer number) {
    return new EndpointPortBuilder().withName(name).withPort(number).build();
  }

  /** From autoscaling/v2beta2, which differs in its version alone. */
  static HorizontalPodAutoscaler autoscaler(
      io.fabric8.kubernetes.api.model.autoscaling.v2beta2.HorizontalPodAutoscaler old) {
    var spec = old.getSpec();
    var autoscaler =
        new HorizontalPodAutoscalerBuilder()
            .withMetadata(old.getMetadata())
            .withNewSpec()
            .withMinReplicas(spec == null ? null : spec.getMinReplicas())
            .withMaxReplicas(spec == null ? null : spec.getMaxReplicas())
            .endSpec();
    if (spec != null && spec.getScaleTargetRef() != null) {
      var target = spec.getScaleTargetRef();
      autoscaler
          .editSpec()
          .withNewScaleTargetRef(target.getApiVersion(), target.getKind(), target.getName())
          .endSpec();
    }
    var status = old.getStatus();
    if (status != null) {
      autoscaler
          .withNewStatus()
          .withCurrentReplicas(status.getCurrentReplicas())
          .withDesiredReplicas(status.getDesiredReplicas())
          .withLastScaleTime(status.getLastScaleTime())
          .withConditions(
              status.getConditions().stream()
                  .map(it -> condition(it.getType(), it.getStatus(), it.getReason()))
                  .toList())
          .endStatus();
    }
    return autoscaler.build();
  }

  /** From autoscaling/v1, which has the conditions in an annotation. */
  static HorizontalPodAutoscaler autoscaler(
      io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler old) {
    var spec = old.getSpec();
    var autoscaler =
        new HorizontalPodAutoscalerBuilder()
            .withMetadata(old.getMetadata())
            .withNewSpec()
            .withMinReplicas(spec == null ? null : spec.getMinReplicas())
            .withMaxReplicas(spec == null ? null : spec.getMaxReplicas())
            .endSpec();
    if (spec != null && spec.getScaleTargetRef() != null) {
      var target = spec.getScaleTargetRef();
      autoscaler
          .editSpec()
          .withNewScaleTargetRef(target.getApiVersion(), target.getKind(), target.getName())
          .endSpec();
    }
    var status = old.getStatus();
    if (status != null) {
      autoscaler
          .withNewStatus()
          .withCurrentReplicas(status.getCurrentReplicas())
          .withDesiredReplicas(status.getDesiredReplicas())
          .withLastScaleTime(status.getLastScaleTime())
          .withConditions(conditions(old.getMetadata().getAnnotations()))
          .endStatus();
    }
    return autoscaler.build();
  }

  private static List<HorizontalPodAutoscalerCondition> conditions(
      Map<String, String> annotations) {
    String json = annotations == null ? null : annotations.get(CONDITIONS);
    if (json == null) {
      return List.of();
    }
    List<HorizontalPodAutoscalerCondition> conditions = new ArrayList<>();
    try {
      for (JsonNode each : JSON.readTree(json)) {
        conditions.add(
            condition(
                each.path("type").asText(),
                each.path("status").asText(),
                each.path("reason").asText()));
      }
    } catch (JacksonException e) {
      // Whoever wrote it wrote none: nothing is known of conditions.
      return List.of();
    }
    return conditions;
  }

  /** From gateway.networking.k8s.io/v1beta1, which differs in its version alone. */
  static HTTPRoute route(io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.HTTPRoute old) {
    HTTPRoute route = ClusterJson.serialization().convertValue(old, HTTPRoute.class);
    route.setApiVersion(HasMetadata.getApiVersion(HTTPRoute.class));
    return route;
  }

  private static HorizontalPodAutoscalerCondition condition(
      String type, String status, String reason) {
    return new HorizontalPodAutoscalerConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .build();
  }
}
