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
import io.fivewhys.collect.prometheus.traffic.Tally;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.read.FactDraft;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * HAProxy from 2.0, which tells of itself (label {@code proxy}), the older exporter (label {@code
 * backend}) and OpenShift's router (labels {@code namespace} and {@code route}).
 *
 * <p>It knows classes of status codes only, and no histogram: there are no quantiles. Which 5xx it
 * made itself can be told, because a server is charged only with what it answered: 5xx of servers
 * are told as 500; of the rest as many as connections failed as 503, with UH where no server is up
 * and UF otherwise; then as many as responses broke as 502, which may have been 504; what is left
 * as 503. All other classes are told as their first code.
 *
 * @see <a
 *     href="https://www.haproxy.com/documentation/haproxy-configuration-tutorials/alerts-and-monitoring/prometheus/">its
 *     metrics</a>
 */
final class HaProxy implements GatewayMetrics {
  private static final List<String> LABELS =
      List.of("proxy", "backend", "route", "namespace", "exported_namespace");

  /** Not for users: its own pages. */
  private static final String OWN_PAGES =
      "stats|prometheus|healthz|haproxy_stats|openshift_default";

  private final Scope scope;
  private final Asking figures;
  private final Asking servers;

  HaProxy(Scope scope) {
    this.scope = scope;
    List<String> gauges = List.of("proxy", "backend", "route", "namespace", "exported_namespace");
    this.figures =
        Asking.now(
            "haproxy errors of its own",
            Promql.tagged(
                "of",
                List.of(
                    new Tagged(
                        "answered",
                        scope.grown(LABELS, "haproxy_server_http_responses_total", "code=\"5xx\"")),
                    new Tagged(
                        "connections",
                        scope.grown(LABELS, "haproxy_backend_connection_errors_total")),
                    new Tagged(
                        "responses", scope.grown(LABELS, "haproxy_backend_response_errors_total")),
                    new Tagged("up", scope.now("max", gauges, "haproxy_backend_active_servers")),
                    new Tagged(
                        "backup", scope.now("max", gauges, "haproxy_backend_backup_servers")),
                    new Tagged("limit", scope.now("sum", gauges, "haproxy_server_limit_sessions")),
                    new Tagged(
                        "used", scope.now("sum", gauges, "haproxy_server_current_sessions")))));
    this.servers =
        Asking.now(
            "haproxy health of servers",
            scope.now(
                    "max",
                    List.of(
                        "proxy",
                        "backend",
                        "route",
                        "namespace",
                        "exported_namespace",
                        "server",
                        "state"),
                    "haproxy_server_status",
                    "state=~\"UP|DOWN\"")
                + " == 1");
  }

  @Override
  public String name() {
    return "haproxy";
  }

  @Override
  public List<Counter> counters() {
    return List.of(
        new Counter("haproxy_backend_http_responses_total", List.of(), "code", LABELS),
        new Counter("haproxy_server_http_responses_total", List.of(), "code", LABELS));
  }

  @Override
  public List<Histogram> histograms() {
    return List.of();
  }

  private static String written(Series series) {
    for (String label : List.of("route", "proxy", "backend")) {
      if (!series.label(label).isEmpty()) {
        return series.label(label);
      }
    }
    return "";
  }

  @Override
  public Object coverage(Series series) {
    return written(series);
  }

  @Override
  public Optional<Key> key(Series series) {
    String written = written(series);
    if (written.isEmpty() || written.matches(OWN_PAGES)) {
      return Optional.empty();
    }
    return Names.route(scope, written, written, service(series));
  }

  private static Service service(Series series) {
    return series.label("route").isEmpty()
        ? Names.ofBackend(written(series))
        : new Service(series.label("route"), Names.given(Names.own(series, "namespace")));
  }

  @Override
  public List<Asking> also() {
    return List.of(figures, servers);
  }

  @Override
  public void settle(Map<Key, Tally> tallies, Answers answers) {
    if (!answers.isTold(figures)) {
      return;
    }
    Map<Key, Map<String, Double>> figures = figures(answers);
    tallies.forEach(
        (key, tally) -> {
          Map<String, Double> known = figures.getOrDefault(key, Map.of());
          // Where servers are not counted, nobody knows who answered.
          if (known.containsKey("answered")) {
            settle(tally, known);
          }
        });
  }

  private static void settle(Tally tally, Map<String, Double> known) {
    double own = Math.max(0, tally.count(500) - known.get("answered"));
    double refused = Math.min(own, known.getOrDefault("connections", 0.0));
    double broken = Math.min(own - refused, known.getOrDefault("responses", 0.0));
    tally.move(500, 503, own - broken);
    tally.move(500, 502, broken);
    boolean isNobodyUp = known.getOrDefault("up", 1.0) + known.getOrDefault("backup", 0.0) == 0;
    if (Math.round(refused) > 0) {
      tally.flag(isNobodyUp ? "UH" : "UF", refused);
    }
  }

  private Map<Key, Map<String, Double>> figures(Answers answers) {
    Map<Key, Map<String, Double>> all = new HashMap<>();
    for (Series series : answers.of(figures)) {
      key(series)
          .ifPresent(
              key ->
                  all.computeIfAbsent(key, _ -> new HashMap<>())
                      .merge(series.label("of"), series.value(), Double::sum));
    }
    return all;
  }

  @Override
  public void tell(Answers answers, Findings findings) {
    var checks = new HealthChecks();
    for (Series series : answers.of(servers)) {
      Service service = service(series);
      if (key(series).isPresent()) {
        checks.add(
            scope.upstreams().of(written(series), service.service()).orElse(""),
            service.namespace(),
            series.label("server"),
            series.label("state").equals("DOWN"));
      }
    }
    Map<Served, FactDraft<CircuitBreaker>> drafts = checks.drafts();
    figures(answers)
        .forEach(
            (key, known) -> {
              double limit = known.getOrDefault("limit", 0.0);
              if (key instanceof Key.Route route && limit > 0) {
                var served = new Served(route.upstream().orElse(""), route.namespace());
                var draft = drafts.get(served);
                if (draft != null) {
                  draft
                      .set("limits", Map.of("max_connections", limit))
                      .set("inUse", Map.of("max_connections", known.getOrDefault("used", 0.0)));
                }
              }
            });
    drafts.values().forEach(draft -> findings.add("haproxy health of servers", draft));
  }
}
