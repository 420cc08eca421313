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
import io.fivewhys.collect.prometheus.traffic.Scope;
import io.fivewhys.collect.prometheus.traffic.Tally;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kong and its ingress controller: {@code kong_http_requests_total} from 3.0, which needs {@code
 * status_code_metrics: true}, and {@code kong_http_status} before.
 *
 * <p>The label {@code source} tells who answered: the service, a plugin (exit), or Kong because of
 * an error. An error with 504 is a timeout of the upstream; one with 502 may be a refused, reset or
 * garbled connection, so that it has no flag. Requests for no route are counted by some versions
 * only; they are told as one without upstream.
 *
 * @see <a href="https://developer.konghq.com/plugins/prometheus/">its metrics</a>
 */
final class Kong implements GatewayMetrics {
  private static final List<String> LABELS = List.of("service", "exported_service", "route");

  /** The ingress controller's {@code shop.orders.80}. */
  private static final Pattern OF_INGRESS =
      Pattern.compile("([a-z0-9-]+)\\.([a-z0-9-]+)\\.(?:pnum-)?\\d+");

  /** The ingress controller's {@code orders.shop.80.svc}. */
  private static final Pattern UPSTREAM_OF_INGRESS =
      Pattern.compile("([a-z0-9-]+)\\.([a-z0-9-]+)\\.(?:pnum-)?\\d+\\.svc");

  private final Scope scope;
  private final Asking health;

  Kong(Scope scope) {
    this.scope = scope;
    this.health =
        Asking.now(
            "kong health of targets",
            scope.now(
                    "max",
                    List.of("upstream", "target", "address", "state"),
                    "kong_upstream_target_health")
                + " == 1");
  }

  @Override
  public String name() {
    return "kong";
  }

  @Override
  public List<Counter> counters() {
    return List.of(
        new Counter(
            "kong_http_requests_total",
            List.of(),
            "code",
            List.of("service", "exported_service", "route", "source")),
        new Counter("kong_http_status", List.of(), "code", LABELS));
  }

  @Override
  public List<Histogram> histograms() {
    return List.of(
        new Histogram("kong_request_latency_ms_bucket", List.of(), 1, LABELS),
        new Histogram("kong_latency_bucket", List.of("type=\"request\""), 1, LABELS));
  }

  @Override
  public Optional<Key> key(Series series) {
    String written = Names.own(series, "service");
    Service service = service(written, OF_INGRESS, 2, 1);
    String route = series.label("route");
    if (written.isEmpty() && route.isEmpty()) {
      return Optional.of(
          new Key.Route("requests for no route", Optional.empty(), Optional.empty()));
    }
    return Names.route(scope, route.isEmpty() ? written : route, written, service);
  }

  private static Service service(String written, Pattern pattern, int service, int namespace) {
    Matcher matcher = pattern.matcher(written);
    return matcher.matches()
        ? new Service(matcher.group(service), Optional.of(matcher.group(namespace)))
        : Names.ofBackend(written);
  }

  @Override
  public void count(Series series, String codeLabel, Tally tally) {
    GatewayMetrics.super.count(series, codeLabel, tally);
    if (series.label("source").equals("error") && series.label(codeLabel).equals("504")) {
      tally.flag("UT", series.value());
    }
  }

  @Override
  public List<Asking> also() {
    return List.of(health);
  }

  @Override
  public void tell(Answers answers, Findings findings) {
    var checks = new HealthChecks();
    for (Series series : answers.of(health)) {
      String state = series.label("state");
      String written = series.label("upstream");
      if (!state.equals("healthchecks_off")) {
        Service service = service(written, UPSTREAM_OF_INGRESS, 1, 2);
        checks.add(
            scope.upstreams().of(written, service.service()).orElse(""),
            service.namespace(),
            series.label("target") + " " + series.label("address"),
            !state.equals("healthy"));
      }
    }
    checks.drafts().values().forEach(draft -> findings.add("kong health of targets", draft));
  }
}
