package io.fivewhys.collect.prometheus.preset;

import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.collect.prometheus.preset.Names.Service;
import io.fivewhys.collect.prometheus.traffic.Counter;
import io.fivewhys.collect.prometheus.traffic.GatewayMetrics;
import io.fivewhys.collect.prometheus.traffic.Histogram;
import io.fivewhys.collect.prometheus.traffic.Key;
import io.fivewhys.collect.prometheus.traffic.Promql;
import io.fivewhys.collect.prometheus.traffic.Promql.Tagged;
import io.fivewhys.collect.prometheus.traffic.Scope;
import io.fivewhys.collect.prometheus.traffic.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Envoy's own statistics, as its admin port or Contour, Envoy Gateway and Emissary give them on. A
 * route is a cluster. Where only classes are kept, they are told as 200, 300, 400, 500.
 *
 * <p>Flags are what the cluster's counters say of the reasons: they count attempts, of which a
 * retry may have mended some, so that no flag is told more often than there are 5xx. Answers for
 * which no cluster was found are counted by no cluster; they are told as a route without upstream,
 * named after the listener, errors only.
 *
 * @see <a
 *     href="https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats">statistics
 *     of clusters</a>
 */
final class Envoy implements GatewayMetrics {
  static final List<String> CLUSTER = List.of("envoy_cluster_name", "cluster_name");
  private static final List<String> LISTENER = List.of("envoy_http_conn_manager_prefix");

  /** Clusters that Envoy and its control planes need for themselves. */
  private static final String OWN_CLUSTERS =
      "xds[-_](cluster|grpc)|sds-grpc|prometheus_stats|service-stats|envoy-admin|contour"
          + "|zipkin|jaeger|inbound\\|.*|InboundPassthrough.*|BlackHoleCluster|PassthroughCluster";

  /** Which counter gives which flag. */
  private static final Map<String, String> FLAGS =
      Map.of(
          "UT", "envoy_cluster_upstream_rq_timeout",
          "UO", "envoy_cluster_upstream_rq_pending_overflow",
          "UH", "envoy_cluster_upstream_cx_none_healthy",
          "UF", "envoy_cluster_upstream_rq_pending_failure_eject",
          "UC", "envoy_cluster_upstream_cx_destroy_remote_with_active_rq",
          "UPE", "envoy_cluster_upstream_cx_protocol_error",
          "URX", "envoy_cluster_upstream_rq_retry_limit_exceeded");

  private final Scope scope;
  private final boolean countsTraffic;
  private final Asking flags;
  private final Asking unrouted;
  private final EnvoyBreakers breakers;

  /**
   * @param countsTraffic whether traffic is taken from here; not where Istio counts it better
   */
  Envoy(Scope scope, boolean countsTraffic) {
    this.scope = scope;
    this.countsTraffic = countsTraffic;
    this.breakers = new EnvoyBreakers(scope);
    List<Tagged> reasons = new ArrayList<>();
    FLAGS.forEach((flag, metric) -> reasons.add(new Tagged(flag, scope.grown(CLUSTER, metric))));
    reasons.sort(Comparator.comparing(Tagged::tag));
    this.flags = Asking.now("envoy response flags", Promql.tagged("flag", reasons));
    this.unrouted =
        Asking.now(
            "envoy requests without a cluster",
            Promql.tagged(
                "flag",
                List.of(
                    new Tagged("NC", scope.grown(LISTENER, "envoy_http_no_cluster")),
                    new Tagged("NR", scope.grown(LISTENER, "envoy_http_no_route")))));
  }

  @Override
  public String name() {
    return "envoy";
  }

  @Override
  public List<Counter> counters() {
    return countsTraffic
        ? List.of(
            new Counter("envoy_cluster_upstream_rq", List.of(), "envoy_response_code", CLUSTER),
            new Counter(
                "envoy_cluster_upstream_rq_xx", List.of(), "envoy_response_code_class", CLUSTER))
        : List.of();
  }

  @Override
  public List<Histogram> histograms() {
    return countsTraffic
        ? List.of(new Histogram("envoy_cluster_upstream_rq_time_bucket", List.of(), 1, CLUSTER))
        : List.of();
  }

  static String cluster(Series series) {
    String name = series.label("envoy_cluster_name");
    return name.isEmpty() ? series.label("cluster_name") : name;
  }

  static boolean isOwn(String cluster) {
    return cluster.isEmpty() || cluster.matches(OWN_CLUSTERS);
  }

  @Override
  public Optional<Key> key(Series series) {
    String cluster = cluster(series);
    return isOwn(cluster)
        ? Optional.empty()
        : Names.route(scope, cluster, cluster, service(cluster));
  }

  /**
   * Istio's {@code outbound|80|v1|orders.shop.svc.cluster.local}, Contour's {@code shop_orders_80};
   * Envoy Gateway's {@code httproute/shop/orders/rule/0} names a route and nobody who serves it.
   */
  static Service service(String cluster) {
    if (cluster.startsWith("outbound|")) {
      return Names.ofBackend(cluster.substring(cluster.lastIndexOf('|') + 1));
    }
    return cluster.contains("/") ? Service.of("") : Names.ofBackend(cluster);
  }

  @Override
  public List<Asking> also() {
    List<Asking> all = new ArrayList<>(breakers.asks());
    if (countsTraffic) {
      all.add(flags);
      all.add(unrouted);
    }
    return all;
  }

  @Override
  public void settle(Map<Key, Tally> tallies, Answers answers) {
    for (Series series : answers.of(flags)) {
      Tally tally = key(series).map(tallies::get).orElse(null);
      if (tally != null) {
        double flagged = Math.min(series.value(), tally.serverErrors());
        if (Math.round(flagged) > 0) {
          tally.flag(series.label("flag"), flagged);
        }
      }
    }
    for (Series series : answers.of(unrouted)) {
      if (Math.round(series.value()) > 0) {
        Key listener =
            new Key.Route(
                "listener " + series.label(LISTENER.getFirst()),
                Optional.empty(),
                Optional.empty());
        Tally tally = tallies.computeIfAbsent(listener, _ -> Tally.ofErrorsOnly());
        boolean isRouteMissing = series.label("flag").equals("NR");
        tally.add(isRouteMissing ? 404 : 503, series.value());
        tally.flag(series.label("flag"), series.value());
      }
    }
  }

  @Override
  public void tell(Answers answers, Findings findings) {
    breakers.tell(answers, findings);
  }
}
