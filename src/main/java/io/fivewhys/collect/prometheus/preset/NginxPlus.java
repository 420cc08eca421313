package io.fivewhys.collect.prometheus.preset;

import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.collect.prometheus.preset.HealthChecks.Served;
import io.fivewhys.collect.prometheus.preset.Names.Service;
import io.fivewhys.collect.prometheus.traffic.Counter;
import io.fivewhys.collect.prometheus.traffic.GatewayMetrics;
import io.fivewhys.collect.prometheus.traffic.Histogram;
import io.fivewhys.collect.prometheus.traffic.Key;
import io.fivewhys.collect.prometheus.traffic.Promql;
import io.fivewhys.collect.prometheus.traffic.Promql.Tagged;
import io.fivewhys.collect.prometheus.traffic.Scope;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.read.FactDraft;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * NGINX Plus through nginx-prometheus-exporter.
 *
 * <p>What clients were answered is counted by zones, of locations and of servers, each a route: a
 * server's zone counts again what its locations count. What upstreams answered is not that, since a
 * dead one answers nothing. A zone's upstream is what {@code upstreams} names for it, or the
 * upstream of the same name. From exporter 0.10 and API 7 there are exact status codes, before that
 * classes, told as 200, 300, 400, 500. There is no histogram. NGINX without Plus counts no status
 * codes at all.
 *
 * @see <a href="https://github.com/nginx/nginx-prometheus-exporter#metrics-for-nginx-plus">its
 *     metrics</a>
 */
final class NginxPlus implements GatewayMetrics {
  private static final List<String> SERVER = List.of("upstream", "server");
  private static final double UP = 1;
  private static final double DRAINING = 2;
  private static final double CHECKING = 5;

  private final Scope scope;
  private final Asking figures;
  private final Set<String> upstreams = new HashSet<>();

  NginxPlus(Scope scope) {
    this.scope = scope;
    this.figures =
        Asking.now(
            "nginx-plus upstreams",
            Promql.tagged(
                "of",
                List.of(
                    new Tagged(
                        "state", scope.now("max", SERVER, "nginxplus_upstream_server_state")),
                    new Tagged(
                        "limit", scope.now("max", SERVER, "nginxplus_upstream_server_limit")),
                    new Tagged(
                        "active", scope.now("sum", SERVER, "nginxplus_upstream_server_active")))));
  }

  @Override
  public String name() {
    return "nginx-plus";
  }

  @Override
  public List<Counter> counters() {
    return List.of(
        zone("nginxplus_location_zone_responses_codes", "location_zone"),
        zone("nginxplus_location_zone_responses", "location_zone"),
        zone("nginxplus_server_zone_responses_codes", "server_zone"),
        zone("nginxplus_server_zone_responses", "server_zone"));
  }

  private static Counter zone(String metric, String label) {
    return new Counter(metric, List.of(), "code", List.of(label));
  }

  @Override
  public List<Histogram> histograms() {
    return List.of();
  }

  /** The classes count again what the codes count. */
  @Override
  public Object coverage(Series series) {
    return List.of(series.label("location_zone"), series.label("server_zone"));
  }

  @Override
  public Optional<Key> key(Series series) {
    String location = series.label("location_zone");
    String zone = location.isEmpty() ? series.label("server_zone") : location;
    boolean isUpstream = upstreams.contains(zone);
    Service service = isUpstream ? Names.ofBackend(zone) : Service.of("");
    return Names.route(scope, zone, zone, service);
  }

  @Override
  public List<Asking> also() {
    return List.of(figures);
  }

  /** Before the first zone is named: they may have the names of upstreams. */
  @Override
  public void learnMore(Answers answers) {
    answers.of(figures).forEach(series -> upstreams.add(series.label("upstream")));
  }

  @Override
  public void tell(Answers answers, Findings findings) {
    var checks = new HealthChecks();
    Map<Served, double[]> connections = new HashMap<>();
    Set<Served> unlimited = new HashSet<>();
    for (Series series : answers.of(figures)) {
      Served served = served(series.label("upstream"));
      double[] known = connections.computeIfAbsent(served, _ -> new double[2]);
      switch (series.label("of")) {
        case "state" ->
            checks.add(
                served.upstream(),
                served.namespace(),
                series.label("server"),
                isOut(series.value()));
        case "limit" -> {
          known[0] += series.value();
          // A server without max_conns takes what the others refuse.
          if (series.value() == 0) {
            unlimited.add(served);
          }
        }
        case "active" -> known[1] += series.value();
        default -> {}
      }
    }
    Map<Served, FactDraft<CircuitBreaker>> drafts = checks.drafts();
    connections.forEach(
        (served, known) -> {
          FactDraft<CircuitBreaker> draft = drafts.get(served);
          if (draft != null && known[0] > 0 && !unlimited.contains(served)) {
            draft
                .set("limits", Map.of("max_connections", known[0]))
                .set("inUse", Map.of("max_connections", known[1]));
          }
        });
    drafts.values().forEach(draft -> findings.add("nginx-plus upstreams", draft));
  }

  private Served served(String written) {
    Service service = Names.ofBackend(written);
    return new Served(
        scope.upstreams().of(written, service.service()).orElse(""), service.namespace());
  }

  /** down 3, unavail 4, unhealthy 6. */
  private static boolean isOut(double state) {
    return state != UP && state != DRAINING && state != CHECKING;
  }
}
