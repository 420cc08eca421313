package io.fivewhys.collect.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fivewhys.collect.prometheus.preset.Preset;
import io.fivewhys.settings.RecordFile;
import io.fivewhys.settings.SettingsRefused;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusConfigTest {
  private static PrometheusConfig read(String yaml) {
    return RecordFile.read("gateways.yaml", yaml, PrometheusConfig.class);
  }

  private static String refusal(String yaml) {
    var refused = catchThrowableOfType(SettingsRefused.class, () -> read(yaml));
    assertThat(refused).as("refusal of " + yaml).isNotNull();
    return refused.getMessage();
  }

  @Test
  void anAddressIsEnough() {
    PrometheusConfig config = read("url: http://prometheus.monitoring.svc:9090");
    assertThat(config.access().url())
        .isEqualTo(URI.create("http://prometheus.monitoring.svc:9090"));
    assertThat(config.presets()).containsExactly(Preset.AUTO);
    assertThat(config.resources().containers()).isTrue();
    assertThat(config.alerts()).isFalse();
    assertThat(config.deadline()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void allOfItCanBeSet() {
    PrometheusConfig config =
        read(
            """
            url: https://mimir.example/prometheus
            name: metrics
            bearer: {file: /run/secrets/mimir}
            headers: {X-Scope-OrgID: shop}
            ca-file: /etc/ssl/mimir.pem
            timeout: 8s
            presets: [ingress-nginx, istio]
            selector: 'cluster="eu-1",namespace="edge"'
            gateway-workload: istio-ingressgateway
            upstreams:
              checkout-svc: checkout
              'shop-(.+)-\\d+': $1
            resources:
              containers: true
              processes: false
              namespaces: [shop, data]
              workload-label: app
              max-facts: 500
            queries:
            - query: 'sum by (queue) (rabbitmq_queue_messages)'
              fact: Signal
              fields: {name: queue_depth, subject: '{{queue}}', value: '{{value}}'}
            - query: 'sum by (route, code) (increase(my_requests_total[$window]))'
              fact: RouteTraffic
              fields: {route: '{{route}}', 'responses.{{code}}': '{{value}}'}
            alerts: true
            alert-matchers: {namespace: shop|data}
            onset-lookback: 4h
            concurrency: 4
            max-routes: 50
            max-series: 5000
            deadline: 12s
            """);
    assertThat(config.name()).contains("metrics");
    assertThat(config.access().headers()).isEqualTo(Map.of("X-Scope-OrgID", "shop"));
    assertThat(config.presets()).containsExactly(Preset.INGRESS_NGINX, Preset.ISTIO);
    assertThat(config.upstreams()).containsEntry("shop-(.+)-\\d+", "$1");
    assertThat(config.resources().namespaces()).containsExactly("shop", "data");
    assertThat(config.queries()).hasSize(2);
    assertThat(config.queries().get(1).fields()).containsEntry("responses.{{code}}", "{{value}}");
    assertThat(config.alertMatchers()).isEqualTo(Map.of("namespace", "shop|data"));
    assertThat(config.onsetLookback()).isEqualTo(Duration.ofHours(4));
    assertThat(config.deadline()).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void whatCannotBeUsedIsRefusedWithItsPlace() {
    String url = "url: http://p:9090\n";
    assertThat(refusal("presets: [istio]")).contains("url");
    assertThat(refusal(url + "presets: [nginx-ingress]"))
        .contains("presets[0]", "auto, ingress-nginx, envoy");
    assertThat(refusal(url + "presets: [auto, istio]")).contains("either [auto]");
    assertThat(refusal(url + "selector: '{namespace=\"edge\"}'")).contains("without braces");
    assertThat(refusal(url + "upstreams: {'shop-(': x}")).contains("RE2");
    assertThat(refusal(url + "alert-matchers: {severity: critical}")).contains("alerts: true");
    assertThat(refusal(url + "alerts: true\nalert-matchers: {severity: '('}")).contains("RE2");
    assertThat(refusal(url + "resources: {selector: 'x'}")).contains("selector as");
    assertThat(refusal(url + "presets: []\nresources: {containers: false, processes: false}"))
        .contains("something to ask");
    assertThat(refusal(url + "queries: [{query: up, fact: Signl, fields: {name: x}}]"))
        .contains("gateways.yaml:2", "queries[0]", "did you mean Signal?");
    assertThat(refusal(url + "queries: [{query: up, fact: Signal, fields: {nmae: x}}]"))
        .contains("did you mean name?");
    assertThat(refusal(url + "deadline: 1h")).contains("deadline", "5m");
  }

  @Test
  void everyPresetHasANameInTheConfiguration() {
    PrometheusConfig config =
        read(
            "url: http://p:9090\npresets: [ingress-nginx, envoy, istio, kong, traefik, haproxy,"
                + " spring-cloud-gateway, apisix, nginx-plus]");
    assertThat(config.presets()).hasSize(Preset.values().length - 1);
    assertThat(List.of(Preset.values())).containsAll(config.presets());
  }
}
