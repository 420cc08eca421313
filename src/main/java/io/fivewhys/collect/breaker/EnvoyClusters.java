package io.fivewhys.collect.breaker;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.web.WebAnswer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads {@code /clusters?format=json}, in the form of {@code envoy.admin.v3.Clusters}, and the text
 * that releases before 1.7 answer in its place.
 *
 * @see <a href="https://www.envoyproxy.io/docs/envoy/latest/api-v3/admin/v3/clusters.proto">the
 *     form</a>
 */
final class EnvoyClusters {
  static final int MOST_CLUSTERS = 20_000;
  private static final List<String> LIMITS =
      List.of("max_connections", "max_pending_requests", "max_requests", "max_retries");

  private final Map<String, EnvoyCluster> clusters = new LinkedHashMap<>();

  void read(WebAnswer answer) throws SourceFailed {
    if (JsonBody.isJson(answer)) {
      JsonBody.each(answer, "cluster_statuses", "/clusters", this::json);
      return;
    }
    answer.text().lines().forEach(this::line);
    if (clusters.isEmpty() && !answer.text().isBlank()) {
      throw new SourceFailed(
          Code.NONSENSE, "/clusters answers neither JSON nor text as Envoy's; is url its admin?");
    }
  }

  /** Releases before 1.20 tell limits in the text alone. */
  boolean lacksLimits() {
    return !clusters.isEmpty() && clusters.values().stream().allMatch(it -> it.limits().isEmpty());
  }

  void readLimits(WebAnswer text) {
    text.text().lines().forEach(this::limit);
  }

  Collection<EnvoyCluster> all() {
    return clusters.values();
  }

  private Optional<EnvoyCluster> cluster(String name) {
    boolean room = clusters.size() < MOST_CLUSTERS || clusters.containsKey(name);
    return room && !name.isBlank()
        ? Optional.of(clusters.computeIfAbsent(name, EnvoyCluster::new))
        : Optional.empty();
  }

  private void json(JsonNode node) {
    Optional<EnvoyCluster> found = cluster(node.path("name").asText(""));
    if (found.isEmpty()) {
      return;
    }
    EnvoyCluster cluster = found.get();
    String statName = node.path("observability_name").asText("");
    if (!statName.isEmpty()) {
      cluster.statName(statName);
    }
    for (JsonNode thresholds : node.path("circuit_breakers").path("thresholds")) {
      // What has its default value is left out: priority DEFAULT, flags that are false.
      if (thresholds.path("priority").asText("DEFAULT").equals("DEFAULT")) {
        for (String limit : LIMITS) {
          OptionalDouble value = Values.number(thresholds.path(limit));
          value.ifPresent(it -> cluster.limit(limit, (long) it));
        }
      }
    }
    for (JsonNode host : node.path("host_statuses")) {
      JsonNode health = host.path("health_status");
      cluster.host(
          health.path("failed_outlier_check").asBoolean(),
          health.path("failed_active_health_check").asBoolean());
    }
  }

  /**
   * {@code cluster::default_priority::max_requests::1024}, {@code cluster::address::key::value}.
   */
  private void line(String line) {
    if (!limit(line) && !after(line, "::health_flags::").isEmpty()) {
      String flags = after(line, "::health_flags::");
      String before = line.substring(0, line.indexOf("::health_flags::"));
      // An IPv6 address has colons of its own, in brackets.
      int host = Math.max(before.lastIndexOf("::["), 0);
      host = host > 0 ? host : before.lastIndexOf("::");
      cluster(before.substring(0, Math.max(0, host)))
          .ifPresent(
              it ->
                  it.host(
                      flags.contains("/failed_outlier_check"),
                      flags.contains("/failed_active_hc")));
    }
    String statName = after(line, "::observability_name::");
    if (!statName.isEmpty()) {
      cluster(line.substring(0, line.indexOf("::observability_name::")))
          .ifPresent(it -> it.statName(statName));
    }
  }

  private boolean limit(String line) {
    String setting = after(line, "::default_priority::");
    int value = setting.indexOf("::");
    if (value < 0) {
      return false;
    }
    String limit = setting.substring(0, value);
    try {
      long number = Long.parseLong(setting.substring(value + 2).strip());
      if (LIMITS.contains(limit)) {
        cluster(line.substring(0, line.indexOf("::default_priority::")))
            .ifPresent(it -> it.limit(limit, number));
      }
    } catch (NumberFormatException e) {
      return false; // no limit that anybody could know
    }
    return true;
  }

  private static String after(String line, String marker) {
    int at = line.indexOf(marker);
    return at < 0 ? "" : line.substring(at + marker.length());
  }
}
