package io.fivewhys.collect.prometheus.preset;

import io.fivewhys.collect.prometheus.traffic.GatewayMetrics;
import io.fivewhys.collect.prometheus.traffic.Scope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A kind of gateway whose metrics are known. */
public enum Preset {
  /** Whichever of the others has metrics. */
  AUTO,
  INGRESS_NGINX("nginx_ingress_controller_requests"),
  ENVOY("envoy_cluster_upstream_rq", "envoy_cluster_upstream_rq_xx"),
  ISTIO("istio_requests_total"),
  KONG("kong_http_requests_total", "kong_http_status"),
  TRAEFIK(
      "traefik_service_requests_total",
      "traefik_router_requests_total",
      "traefik_backend_requests_total"),
  HAPROXY("haproxy_backend_http_responses_total", "haproxy_server_http_responses_total"),
  SPRING_CLOUD_GATEWAY(
      "spring_cloud_gateway_requests_seconds_count", "gateway_requests_seconds_count"),
  APISIX("apisix_http_status"),
  NGINX_PLUS("nginxplus_server_zone_responses", "nginxplus_location_zone_responses");

  private final Set<String> metrics;

  Preset(String... metrics) {
    this.metrics = Set.of(metrics);
  }

  /** All metrics that tell that some gateway is there. */
  public static List<String> telling() {
    return Arrays.stream(values()).flatMap(it -> it.metrics.stream()).sorted().toList();
  }

  /** The presets whose metrics are among these. */
  public static Set<Preset> of(Set<String> metrics) {
    Set<Preset> found = EnumSet.noneOf(Preset.class);
    for (Preset each : values()) {
      if (each.metrics.stream().anyMatch(metrics::contains)) {
        found.add(each);
      }
    }
    return found;
  }

  /**
   * What this gateway's metrics are called.
   *
   * @param all presets of the look: beside Istio, which counts the same traffic with its reasons,
   *     Envoy tells of its breakers only
   * @param gatewayWorkload the gateway's workload in a mesh
   * @throws IllegalStateException for {@link #AUTO}
   */
  public GatewayMetrics metrics(Scope scope, Set<Preset> all, Optional<String> gatewayWorkload) {
    return switch (this) {
      case AUTO -> throw new IllegalStateException("it stands for others");
      case INGRESS_NGINX -> new IngressNginx(scope);
      case ENVOY -> new Envoy(scope, !all.contains(ISTIO));
      case ISTIO -> new Istio(scope, gatewayWorkload);
      case KONG -> new Kong(scope);
      case TRAEFIK -> new Traefik(scope);
      case HAPROXY -> new HaProxy(scope);
      case SPRING_CLOUD_GATEWAY -> new SpringCloudGateway(scope);
      case APISIX -> new Apisix(scope);
      case NGINX_PLUS -> new NginxPlus(scope);
    };
  }
}
