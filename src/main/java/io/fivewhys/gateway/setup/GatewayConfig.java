package io.fivewhys.gateway.setup;

import io.fivewhys.collect.accesslog.AccessLogConfig;
import io.fivewhys.collect.alert.AlertConfig;
import io.fivewhys.collect.breaker.BreakerConfig;
import io.fivewhys.collect.probe.ProbeConfig;
import io.fivewhys.collect.prometheus.PrometheusConfig;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.settings.Required;
import io.fivewhys.settings.Within;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One gateway of the file.
 *
 * @param name as diagnoses and the API name it; unique
 * @param namespace of the gateway, and of every fact that names none
 * @param labels whose it is and the like, for people who look at many
 * @param interval time from one look to the next
 * @param window over which traffic is counted, and that log lines and events are of
 * @param kubernetes the cluster that it runs in
 * @param prometheus where its metrics are
 * @param logs files that it, or a workload behind it, writes its log to
 * @param breakers where circuit breakers can be asked for
 * @param probes dependencies that are asked directly
 * @param alerts which alerts are its own
 */
record GatewayConfig(
    @Required String name,
    String namespace,
    Map<String, String> labels,
    @Within(least = "1s", most = "1d") Duration interval,
    @Within(least = "5s", most = "1d") Duration window,
    Optional<ClusterConfig> kubernetes,
    List<PrometheusConfig> prometheus,
    List<AccessLogConfig> logs,
    List<BreakerConfig> breakers,
    List<ProbeConfig> probes,
    AlertConfig alerts) {

  static GatewayConfig defaults() {
    return new GatewayConfig(
        "",
        Snapshot.DEFAULT_NAMESPACE,
        Map.of(),
        Duration.ofSeconds(30),
        Snapshot.DEFAULT_WINDOW,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        AlertConfig.defaults());
  }
}
