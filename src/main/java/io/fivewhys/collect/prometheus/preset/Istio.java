package io.fivewhys.collect.prometheus.preset;

import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.collect.prometheus.traffic.Counter;
import io.fivewhys.collect.prometheus.traffic.GatewayMetrics;
import io.fivewhys.collect.prometheus.traffic.Histogram;
import io.fivewhys.collect.prometheus.traffic.Key;
import io.fivewhys.collect.prometheus.traffic.Scope;
import io.fivewhys.collect.prometheus.traffic.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Istio's standard metrics, as the calling side reports them: only that one knows of calls that
 * never arrived. Calls of the gateway's workload are routes, those of others are edges of the call
 * graph. A route is the service that is called; its upstream is the service's workload where there
 * is one only, since a call that reached nobody names none.
 *
 * <p>A gRPC call that fails is answered with 200 and a status of its own, which is told as the HTTP
 * status that google.rpc.Code gives for it. Calls to what is outside the mesh, and those of an
 * ambient mesh without waypoints, which are not HTTP to it, are left out.
 *
 * @see <a href="https://istio.io/latest/docs/reference/config/metrics/">its metrics</a>
 */
final class Istio implements GatewayMetrics {
  private static final List<String> FROM_TO =
      List.of("source_workload", "destination_service_name", "destination_service_namespace");

  private static final List<String> REPORTER = List.of("reporter=~\"source|waypoint\"");
  private static final String UNKNOWN = "unknown";

  private final Scope scope;
  private final Optional<String> gatewayWorkload;
  private final Map<List<String>, TreeSet<String>> workloads = new HashMap<>();
  private String gateway = "";

  /**
   * @param gatewayWorkload the gateway's workload; found out where it is not given
   */
  Istio(Scope scope, Optional<String> gatewayWorkload) {
    this.scope = scope;
    this.gatewayWorkload = gatewayWorkload;
  }

  @Override
  public String name() {
    return "istio";
  }

  @Override
  public List<Counter> counters() {
    List<String> labels = new ArrayList<>(FROM_TO);
    labels.addAll(List.of("destination_workload", "response_flags", "grpc_response_status"));
    return List.of(new Counter("istio_requests_total", REPORTER, "response_code", labels));
  }

  @Override
  public List<Histogram> histograms() {
    return List.of(
        new Histogram("istio_request_duration_milliseconds_bucket", REPORTER, 1, FROM_TO));
  }

  @Override
  public List<List<String>> errorMatchers(Counter counter) {
    String reporter = counter.matchers().getFirst();
    return List.of(
        List.of(reporter, "response_code=~\"5..\""),
        List.of(reporter, "response_code=\"200\"", "grpc_response_status=~\"2|4|12|13|14|15\""));
  }

  @Override
  public void learn(List<Series> responses) {
    TreeSet<String> sources = new TreeSet<>();
    for (Series series : responses) {
      sources.add(series.label("source_workload"));
      String workload = series.label("destination_workload");
      if (isKnown(workload)) {
        workloads.computeIfAbsent(service(series), _ -> new TreeSet<>()).add(workload);
      }
    }
    String name = scope.look().gateway();
    // The names that Istio's own charts and its Gateway API controller give.
    gateway =
        gatewayWorkload.orElseGet(
            () ->
                List.of(name, name + "-istio", "istio-ingressgateway").stream()
                    .filter(sources::contains)
                    .findFirst()
                    .orElse(name));
  }

  private static boolean isKnown(String name) {
    return !name.isEmpty() && !name.equals(UNKNOWN);
  }

  private static List<String> service(Series series) {
    return List.of(
        series.label("destination_service_name"), series.label("destination_service_namespace"));
  }

  @Override
  public Optional<Key> key(Series series) {
    String source = series.label("source_workload");
    String service = series.label("destination_service_name");
    Optional<String> namespace =
        Optional.of(series.label("destination_service_namespace")).filter(Istio::isKnown);
    if (source.equals(gateway)) {
      boolean isService = isKnown(service) && !service.endsWith("Cluster");
      return Optional.of(
          isService
              ? new Key.Route(service, upstream(series), namespace)
              // BlackHoleCluster, or no route at all.
              : new Key.Route("requests for no service", Optional.empty(), Optional.empty()));
    }
    return isKnown(source) && isKnown(service) && !service.endsWith("Cluster")
        ? Optional.of(new Key.Edge(source, upstream(series).orElse(service), namespace))
        : Optional.empty();
  }

  private Optional<String> upstream(Series series) {
    String service = series.label("destination_service_name");
    TreeSet<String> known = workloads.getOrDefault(service(series), new TreeSet<>());
    return scope.upstreams().of(service, known.size() == 1 ? known.first() : service);
  }

  @Override
  public void count(Series series, String codeLabel, Tally tally) {
    Optional<Integer> failure =
        series.label(codeLabel).equals("200")
            ? httpStatus(series.label("grpc_response_status"))
            : Optional.empty();
    if (failure.isPresent()) {
      tally.add(failure.get(), series.value());
    } else {
      GatewayMetrics.super.count(series, codeLabel, tally);
    }
    for (String flag : series.label("response_flags").split(",")) {
      if (!flag.isBlank() && !flag.equals("-")) {
        tally.flag(flag.strip(), series.value());
      }
    }
  }

  /** The failures of google/rpc/code.proto that are errors of a server, in HTTP. */
  private static Optional<Integer> httpStatus(String grpcStatus) {
    return switch (grpcStatus) {
      case "2", "13", "15" -> Optional.of(500); // UNKNOWN, INTERNAL, DATA_LOSS
      case "4" -> Optional.of(504); // DEADLINE_EXCEEDED
      case "8" -> Optional.of(429); // RESOURCE_EXHAUSTED
      case "12" -> Optional.of(501); // UNIMPLEMENTED
      case "14" -> Optional.of(503); // UNAVAILABLE
      default -> Optional.empty();
    };
  }

  @Override
  public String withoutRoutes() {
    return "no calls of source_workload=\"%s\"; set gateway-workload".formatted(gateway);
  }
}
