package io.fivewhys.collect.breaker;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.web.WebCaller;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.CircuitBreaker.State;
import io.fivewhys.fact.read.FactDraft;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Health checks of APISIX, {@code /v1/healthcheck} of its control API, in the forms of 2.x and 3.x:
 * nodes that it keeps requests from are told as ejected. A check goes by its resource, such as
 * {@code /apisix/upstreams/1}; the name of that is looked up where the configuration does not give
 * it.
 */
final class ApisixHealth implements BreakerReader {
  private final BreakerConfig.Apisix config;
  private final WebCaller caller;
  private final BreakerNames names;

  ApisixHealth(BreakerConfig.Apisix config, WebCaller caller, BreakerNames names) {
    this.config = config;
    this.caller = caller;
    this.names = names;
  }

  @Override
  public void read(Look look, BreakersSeen seen) throws SourceFailed, InterruptedException {
    JsonNode root = JsonBody.tree(caller.get("/v1/healthcheck"), "/v1/healthcheck");
    // An empty list is an object in Lua.
    boolean list = root.isArray() || root.isObject() && root.isEmpty();
    if (!list) {
      throw new SourceFailed(Code.NONSENSE, "/v1/healthcheck answers JSON, but no list of checks");
    }
    Map<String, Map<String, String>> known = new HashMap<>();
    for (JsonNode check : root) {
      String resource = resource(check);
      if (resource.isEmpty()) {
        seen.blind("checks", "a health check names no resource");
        continue;
      }
      add(check, resource, upstream(resource, known, look, seen), seen);
    }
  }

  private String upstream(
      String resource, Map<String, Map<String, String>> known, Look look, BreakersSeen seen)
      throws InterruptedException {
    Optional<String> configured = names.configured(resource);
    if (configured.isPresent()) {
      return configured.get();
    }
    Optional<String> upstream =
        name(resource, known, seen).flatMap(it -> names.ofCluster(it, look.namespace()));
    if (upstream.isEmpty()) {
      seen.note("nobody can tell the workload behind " + resource + "; set upstreams for it");
    }
    return upstream.orElse(resource);
  }

  /** {@code upstreams/1}, of {@code /apisix/upstreams/1} or {@code src_type} and {@code src_id}. */
  private static String resource(JsonNode check) {
    String type = check.path("src_type").asText("");
    String id = check.path("src_id").asText("");
    if (!type.isEmpty() && !id.isEmpty()) {
      return type + "/" + id;
    }
    String[] parts = check.path("name").asText("").split("[/#]+");
    return parts.length < 2 ? "" : parts[parts.length - 2] + "/" + parts[parts.length - 1];
  }

  /** What people call the resource, where that can be found out. */
  private Optional<String> name(
      String resource, Map<String, Map<String, String>> known, BreakersSeen seen)
      throws InterruptedException {
    String type = resource.substring(0, resource.indexOf('/'));
    String id = resource.substring(type.length() + 1);
    if (!known.containsKey(type)) {
      known.put(type, type.matches("upstreams|routes|services") ? namesOf(type, seen) : Map.of());
    }
    return Optional.ofNullable(known.get(type).get(id));
  }

  private Map<String, String> namesOf(String type, BreakersSeen seen) throws InterruptedException {
    Map<String, String> byId = new HashMap<>();
    try {
      for (JsonNode each : JsonBody.tree(caller.get("/v1/" + type), "/v1/" + type)) {
        String name = each.path("value").path("name").asText("");
        String id = each.path("value").path("id").asText("");
        if (!name.isEmpty() && !id.isEmpty()) {
          byId.put(id, name);
        }
      }
    } catch (SourceFailed e) {
      seen.note("the names of " + type + " are not known: " + e.getMessage());
    }
    return byId;
  }

  private void add(JsonNode check, String resource, String upstream, BreakersSeen seen) {
    JsonNode nodes = check.path("nodes");
    long total = nodes.isContainerNode() ? nodes.size() : 0;
    if (total == 0) {
      return; // not asked for yet by any request
    }
    Health health = health(check, nodes, total);
    if (health.unknown() > 0) {
      seen.unknownHealth(upstream, health.unknown(), total);
    }
    if (health.unknown() == total) {
      return;
    }
    boolean isWhole = health.unknown() == 0;
    long unhealthy = health.unhealthy();
    State state = isWhole && unhealthy == 0 ? State.CLOSED : State.UNKNOWN;
    String name = resource + " health check";
    seen.list(
        new ListedBreaker(
            name, resource, Optional.of(upstream), state, Optional.empty(), config.instance()));
    seen.add(
        upstream,
        FactDraft.of(CircuitBreaker.class)
            .set("name", name)
            .set("upstream", upstream)
            .set("state", state)
            .set("instance", config.instance())
            .set("ejectedHosts", isWhole || unhealthy > 0 ? unhealthy : null)
            .set("totalHosts", total));
  }

  /** How many nodes requests are kept from, and of how many nobody can tell. */
  private record Health(long unhealthy, long unknown) {}

  private static Health health(JsonNode check, JsonNode nodes, long total) {
    if (check.has("healthy_nodes")) {
      JsonNode healthy = check.path("healthy_nodes");
      return healthy.isContainerNode()
          ? new Health(Math.max(0, total - healthy.size()), 0)
          : new Health(0, total);
    }
    long unhealthy = 0;
    long unknown = 0;
    for (JsonNode node : nodes) {
      switch (node.path("status").asText("")) {
        case "healthy", "mostly_healthy" -> {}
        case "unhealthy", "mostly_unhealthy" -> unhealthy++;
        default -> unknown++;
      }
    }
    return new Health(unhealthy, unknown);
  }
}
