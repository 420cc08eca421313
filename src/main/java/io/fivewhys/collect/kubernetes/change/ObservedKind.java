package io.fivewhys.collect.kubernetes.change;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;

/** The kinds of objects whose changes are told. */
enum ObservedKind {
  CONFIG_MAP("ConfigMap", ConfigMap.class),
  SECRET("Secret", Secret.class),
  SERVICE("Service", Service.class),
  INGRESS("Ingress", Ingress.class),
  HTTP_ROUTE("HTTPRoute", HTTPRoute.class),
  NETWORK_POLICY("NetworkPolicy", NetworkPolicy.class),
  VIRTUAL_SERVICE("VirtualService", VirtualService.class),
  DESTINATION_RULE("DestinationRule", DestinationRule.class);

  private final String name;
  private final Class<? extends HasMetadata> type;

  ObservedKind(String name, Class<? extends HasMetadata> type) {
    this.name = name;
    this.type = type;
  }

  Class<? extends HasMetadata> type() {
    return type;
  }

  /** What it says is a spec, in difference to keys with values. */
  boolean isSpec() {
    return this != CONFIG_MAP && this != SECRET;
  }

  /** As Kubernetes names it. */
  @Override
  public String toString() {
    return name;
  }
}
