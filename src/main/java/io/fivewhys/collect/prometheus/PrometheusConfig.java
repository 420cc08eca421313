package io.fivewhys.collect.prometheus;

import io.fivewhys.collect.prometheus.own.OwnQuery;
import io.fivewhys.collect.prometheus.preset.Preset;
import io.fivewhys.collect.prometheus.resource.ResourceConfig;
import io.fivewhys.collect.prometheus.traffic.Promql;
import io.fivewhys.collect.prometheus.traffic.Upstreams;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.settings.Inline;
import io.fivewhys.settings.Within;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to ask Prometheus, or what answers like it: Thanos, Mimir, VictoriaMetrics.
 *
 * @param access base address; a prefix such as {@code /prometheus} belongs to it, and {@code
 *     X-Scope-OrgID} into {@code headers}
 * @param name tells several apart
 * @param presets kinds of gateway; {@code [auto]} finds out whose metrics there are, {@code []} is
 *     none
 * @param selector matchers that the gateway's series must match, such as {@code namespace="edge"};
 *     needed where one Prometheus knows several gateways of a kind
 * @param gatewayWorkload the gateway's workload in a mesh, Istio's {@code source_workload}; by
 *     default the gateway's name, that name with {@code -istio}, or {@code istio-ingressgateway}
 * @param upstreams workloads by the names that the metrics use: names as they are, or regular
 *     expressions (RE2) for whole names, whose groups the workload may use as {@code $1}
 * @param resources what workloads use of their limits
 * @param queries one's own
 * @param alerts whether to ask for the alerts that fire
 * @param alertMatchers only alerts with these labels: regular expressions (RE2) for whole values
 * @param onsetLookback how far back the beginning of the errors is looked for
 * @param concurrency queries at once
 * @param maxRoutes most routes, edges or breakers of a kind that are told: those with the most
 *     errors and then the most traffic
 * @param maxSeries largest answer, in series
 * @param deadline longest time for all queries of a look
 */
public record PrometheusConfig(
    @Inline WebAccess access,
    Optional<String> name,
    List<Preset> presets,
    Optional<String> selector,
    Optional<String> gatewayWorkload,
    Map<String, String> upstreams,
    ResourceConfig resources,
    List<OwnQuery> queries,
    boolean alerts,
    Map<String, String> alertMatchers,
    @Within(least = "10m", most = "24h") Duration onsetLookback,
    @Within(least = "1", most = "64") int concurrency,
    @Within(least = "1", most = "10000") int maxRoutes,
    @Within(least = "10", most = "1000000") int maxSeries,
    @Within(least = "100ms", most = "5m") Duration deadline) {

  public PrometheusConfig {
    presets = List.copyOf(presets);
    queries = List.copyOf(queries);
    upstreams = Collections.unmodifiableMap(new LinkedHashMap<>(upstreams));
    alertMatchers = Collections.unmodifiableMap(new LinkedHashMap<>(alertMatchers));
    selector.ifPresent(Promql::checkSelector);
    // Refuses what cannot be used before anybody asks for it.
    new Upstreams(upstreams);
    AlertsPart.compiled(alertMatchers);
    OwnQuery.check(queries);
    if (presets.contains(Preset.AUTO) && presets.size() > 1) {
      throw new IllegalArgumentException("presets either [auto] or those that are there");
    }
    if (!alerts && !alertMatchers.isEmpty()) {
      throw new IllegalArgumentException("alert-matchers with alerts: true");
    }
    boolean isEmpty = presets.isEmpty() && queries.isEmpty() && !alerts;
    if (isEmpty && !resources.containers() && !resources.processes()) {
      throw new IllegalArgumentException("something to ask: presets, resources, queries or alerts");
    }
  }

  /** Everything but the address. */
  public static PrometheusConfig defaults() {
    return at(WebAccess.defaults());
  }

  /** All defaults at this place. */
  public static PrometheusConfig at(WebAccess access) {
    return new PrometheusConfig(
        access,
        Optional.empty(),
        List.of(Preset.AUTO),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        ResourceConfig.defaults(),
        List.of(),
        false,
        Map.of(),
        Duration.ofHours(2),
        8,
        300,
        20_000,
        Duration.ofSeconds(10));
  }
}
