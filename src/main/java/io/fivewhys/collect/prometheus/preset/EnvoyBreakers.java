package io.fivewhys.collect.prometheus.preset;

import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.collect.prometheus.preset.Names.Service;
import io.fivewhys.collect.prometheus.traffic.Promql;
import io.fivewhys.collect.prometheus.traffic.Promql.Tagged;
import io.fivewhys.collect.prometheus.traffic.Scope;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.CircuitBreaker.State;
import io.fivewhys.fact.read.FactDraft;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Envoy's limits of connections and requests for each cluster, with outlier detection. Each proxy
 * has its own: where all of a cluster's proxies are quiet they are told as one, else one by one.
 *
 * <p>A limit is known when it is reached, or when {@code track_remaining} is on; until then Envoy
 * tells a remainder of 0, which is none. A limit that is reached lets the next request through as
 * soon as another ends, so it is told as closed with a limit used up, never as open; where nothing
 * was seen of either limits or refusals, the state is not known.
 *
 * @see <a
 *     href="https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats#circuit-breakers-statistics">its
 *     statistics</a>
 */
final class EnvoyBreakers {
  private static final String BREAKERS = "envoy_cluster_circuit_breakers_default_";
  private static final int MOST_PROXIES = 20;

  /** A limit with its gauges: {@code …_open}, {@code …_remaining}, and what is in use. */
  private record Limit(String name, String gauge, String remaining, String inUse) {}

  private static final List<Limit> LIMITS =
      List.of(
          new Limit("max_connections", "cx", "remaining_cx", "envoy_cluster_upstream_cx_active"),
          new Limit(
              "max_pending_requests",
              "rq_pending",
              "remaining_pending",
              "envoy_cluster_upstream_rq_pending_active"),
          new Limit("max_requests", "rq", "remaining_rq", "envoy_cluster_upstream_rq_active"));

  private final Scope scope;
  private final Asking overflows;
  private final Asking gauges;

  /** What one proxy says of one cluster. */
  private static final class Proxy {
    private final String name;
    private final Map<String, Double> figures = new HashMap<>();

    Proxy(String name) {
      this.name = name;
    }

    double figure(String of) {
      return figures.getOrDefault(of, 0.0);
    }

    boolean isAtLimit() {
      return LIMITS.stream().anyMatch(limit -> figure(limit.gauge() + "_open") > 0);
    }

    boolean isRejectedKnown() {
      return figures.containsKey("rejected");
    }

    boolean isStateKnown() {
      return isRejectedKnown()
          || LIMITS.stream().anyMatch(limit -> figures.containsKey(limit.gauge() + "_open"));
    }

    boolean isQuiet() {
      return !isAtLimit() && Math.round(figure("rejected")) == 0 && figure("ejected") == 0;
    }

    Map<String, Double> limits() {
      Map<String, Double> limits = new TreeMap<>();
      for (Limit limit : LIMITS) {
        double inUse = figure(limit.inUse());
        boolean isReached = figure(limit.gauge() + "_open") > 0;
        double most = isReached ? inUse : inUse + figure(limit.remaining());
        if (isReached || figure(limit.remaining()) > 0) {
          limits.put(limit.name(), most);
        }
      }
      return limits;
    }

    Map<String, Double> inUse(Map<String, Double> limits) {
      Map<String, Double> inUse = new TreeMap<>();
      LIMITS.stream()
          .filter(limit -> limits.containsKey(limit.name()))
          .forEach(limit -> inUse.put(limit.name(), figure(limit.inUse())));
      return inUse;
    }

    /** How near it is to its nearest limit, 1.0 = there. */
    double fullness() {
      Map<String, Double> limits = limits();
      Map<String, Double> inUse = inUse(limits);
      return limits.entrySet().stream()
          .mapToDouble(limit -> inUse.get(limit.getKey()) / Math.max(1, limit.getValue()))
          .max()
          .orElse(0);
    }
  }

  EnvoyBreakers(Scope scope) {
    this.scope = scope;
    List<String> labels = new ArrayList<>(Envoy.CLUSTER);
    labels.add("pod");
    labels.add("instance");
    this.overflows =
        Asking.now(
            "envoy overflows", scope.grown(labels, "envoy_cluster_upstream_rq_pending_overflow"));
    List<Tagged> all = new ArrayList<>();
    all.add(tagged("hosts", "envoy_cluster_membership_total", labels));
    all.add(tagged("ejected", "envoy_cluster_outlier_detection_ejections_active", labels));
    for (Limit limit : LIMITS) {
      String open = limit.gauge() + "_open";
      all.add(tagged(open, BREAKERS + open, labels));
      all.add(tagged(limit.remaining(), BREAKERS + limit.remaining(), labels));
      all.add(tagged(limit.inUse(), limit.inUse(), labels));
    }
    this.gauges = Asking.now("envoy circuit breakers", Promql.tagged("of", all));
  }

  private Tagged tagged(String of, String metric, List<String> labels) {
    return new Tagged(of, scope.now("max", labels, metric));
  }

  List<Asking> asks() {
    return List.of(overflows, gauges);
  }

  void tell(Answers answers, Findings findings) {
    Map<String, Map<String, Proxy>> clusters = new TreeMap<>();
    for (Series series : answers.of(gauges)) {
      proxy(clusters, series).ifPresent(it -> it.figures.put(series.label("of"), series.value()));
    }
    for (Series series : answers.of(overflows)) {
      proxy(clusters, series).ifPresent(it -> it.figures.put("rejected", series.value()));
    }
    clusters.entrySet().stream()
        .sorted(Comparator.comparing(entry -> isQuiet(entry.getValue())))
        .limit(scope.mostRoutes())
        .forEach(
            entry ->
                shown(entry.getValue())
                    .forEach(
                        proxy ->
                            findings.add(
                                "envoy circuit breakers",
                                draft(entry.getKey(), proxy, entry.getValue().values()))));
    if (clusters.size() > scope.mostRoutes()) {
      findings.blind(
          "envoy circuit breakers",
          "only %d of %d clusters are told".formatted(scope.mostRoutes(), clusters.size()));
    }
  }

  private static boolean isQuiet(Map<String, Proxy> proxies) {
    return proxies.values().stream().allMatch(Proxy::isQuiet);
  }

  private static List<Proxy> shown(Map<String, Proxy> proxies) {
    if (isQuiet(proxies)) {
      return List.of(
          proxies.values().stream().max(Comparator.comparingDouble(Proxy::fullness)).orElseThrow());
    }
    return proxies.values().stream()
        .sorted(
            Comparator.comparing(Proxy::isQuiet)
                .thenComparingDouble(it -> -it.figure("rejected"))
                .thenComparing(it -> it.name))
        .limit(MOST_PROXIES)
        .toList();
  }

  private static Optional<Proxy> proxy(Map<String, Map<String, Proxy>> clusters, Series series) {
    String cluster = Envoy.cluster(series);
    if (Envoy.isOwn(cluster)) {
      return Optional.empty();
    }
    String pod = series.label("pod");
    String name = pod.isEmpty() ? series.label("instance") : pod;
    return Optional.of(
        clusters.computeIfAbsent(cluster, _ -> new TreeMap<>()).computeIfAbsent(name, Proxy::new));
  }

  private FactDraft<CircuitBreaker> draft(String cluster, Proxy proxy, Collection<Proxy> all) {
    boolean isForAll = all.stream().allMatch(Proxy::isQuiet);
    Collection<Proxy> meant = isForAll ? all : List.of(proxy);
    boolean isStateKnown = meant.stream().allMatch(Proxy::isStateKnown);
    boolean isRejectedKnown = meant.stream().allMatch(Proxy::isRejectedKnown);
    Service service = Envoy.service(cluster);
    Map<String, Double> limits = proxy.limits();
    boolean hasHosts = proxy.figures.containsKey("hosts");
    boolean detectsOutliers = hasHosts && proxy.figures.containsKey("ejected");
    return FactDraft.of(CircuitBreaker.class)
        .set("name", cluster)
        .set("upstream", scope.upstreams().of(cluster, service.service()).orElse(cluster))
        .set("namespace", service.namespace())
        .set("state", isStateKnown ? State.CLOSED : State.UNKNOWN)
        .set("instance", isForAll ? null : proxy.name)
        .set("rejected", isRejectedKnown ? Math.round(proxy.figure("rejected")) : null)
        .set("limits", limits)
        .set("inUse", proxy.inUse(limits))
        .set("ejectedHosts", detectsOutliers ? Math.round(proxy.figure("ejected")) : null)
        .set("totalHosts", hasHosts ? Math.round(proxy.figure("hosts")) : null);
  }
}
