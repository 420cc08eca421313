package io.fivewhys;

import io.fivewhys.collect.prometheus.DebianServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The real Prometheus and Alertmanager, of Debian's packages, set up as somebody would who watches
 * a Spring Cloud Gateway, only faster.
 */
final class Monitoring implements AutoCloseable {
  static final String ALERT = "GatewayErrors";

  private static final String RULES =
      """
      groups:
      - name: gateway
        rules:
        - alert: %s
          expr: >-
            sum by (routeId) (rate(spring_cloud_gateway_requests_seconds_count{outcome="SERVER_ERROR"}[10s]))
            / sum by (routeId) (rate(spring_cloud_gateway_requests_seconds_count[10s])) > 0.2
          for: 2s
          labels: {gateway: api-gateway, severity: page}
          annotations: {summary: 'Route {{ $labels.routeId }} answers 5xx'}
      """
          .formatted(ALERT);

  private final Path directory;
  private final int alertmanagerPort;
  private final DebianServer prometheus;
  private DebianServer alertmanager;

  private Monitoring(Path directory, int alertmanagerPort, DebianServer prometheus) {
    this.directory = directory;
    this.alertmanagerPort = alertmanagerPort;
    this.prometheus = prometheus;
  }

  /**
   * Prometheus, scraping.
   *
   * @param gateway whose {@code /metrics} are scraped
   */
  static Monitoring of(URI gateway, Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    int alertmanagerPort = DebianServer.freePort();
    Path rules = Files.writeString(directory.resolve("rules.yml"), RULES);
    Path config =
        Files.writeString(
            directory.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: ['%s']
            alerting:
              alertmanagers:
              - static_configs:
                - targets: ['127.0.0.1:%d']
            scrape_configs:
            - job_name: api-gateway
              static_configs:
              - targets: ['%s']
            """
                .formatted(rules, alertmanagerPort, gateway.getAuthority()));
    var prometheus =
        DebianServer.start(
            "prometheus",
            directory,
            DebianServer.freePort(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + directory.resolve("prometheus"));
    return new Monitoring(directory, alertmanagerPort, prometheus);
  }

  /** Alertmanager, which tells this service of all alerts. */
  void alert(String service, String intakeToken) throws IOException, InterruptedException {
    Path token = Files.writeString(directory.resolve("fivewhys-token"), intakeToken);
    Path config =
        Files.writeString(
            directory.resolve("alertmanager.yml"),
            """
            route:
              receiver: fivewhys
              group_by: [gateway]
              group_wait: 1s
              group_interval: 1s
            receivers:
            - name: fivewhys
              webhook_configs:
              - url: %s/api/v1/alerts
                max_alerts: 5000
                http_config: {authorization: {credentials_file: '%s'}}
            """
                .formatted(service, token));
    alertmanager =
        DebianServer.start(
            "prometheus-alertmanager",
            directory,
            alertmanagerPort,
            "--config.file=" + config,
            "--storage.path=" + directory.resolve("alertmanager"),
            "--cluster.listen-address=");
  }

  DebianServer prometheus() {
    return prometheus;
  }

  /** The gateway has been scraped for a while, and no alert fires or is about to. */
  boolean isCalm() throws InterruptedException {
    return has("count_over_time(up{job=\"api-gateway\"}[1m]) >= 5") && !has("ALERTS");
  }

  private boolean has(String query) throws InterruptedException {
    return prometheus
        .get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
        .contains("\"value\"");
  }

  /** What both had to warn of. */
  String log() throws IOException {
    return prometheus.log() + (alertmanager == null ? "" : alertmanager.log());
  }

  @Override
  public void close() {
    try {
      if (alertmanager != null) {
        alertmanager.close();
      }
    } finally {
      prometheus.close();
    }
  }
}
