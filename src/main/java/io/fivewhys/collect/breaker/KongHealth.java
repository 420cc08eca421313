package io.fivewhys.collect.breaker;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.web.WebCaller;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.CircuitBreaker.State;
import io.fivewhys.fact.read.FactDraft;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Health checks and circuit breakers of Kong, {@code /upstreams} and {@code /upstreams/{id}/health}
 * of its Admin API: targets that it keeps requests from are told as ejected.
 */
final class KongHealth implements BreakerReader {
  private static final int MOST_UPSTREAMS = 200;
  private static final int AT_ONCE = 8;

  private final BreakerConfig.Kong config;
  private final WebCaller caller;
  private final BreakerNames names;

  KongHealth(BreakerConfig.Kong config, WebCaller caller, BreakerNames names) {
    this.config = config;
    this.caller = caller;
    this.names = names;
  }

  /**
   * @param id or the name where there is none
   * @param workload that stands behind it
   */
  private record Upstream(String id, String name, String workload) {}

  @Override
  public void read(Look look, BreakersSeen seen) throws SourceFailed, InterruptedException {
    long beganNanos = System.nanoTime();
    List<Upstream> upstreams = upstreams(look, seen);
    for (int i = 0; i < upstreams.size(); i += AT_ONCE) {
      long usedNanos = System.nanoTime() - beganNanos;
      Duration left = config.deadline().multipliedBy(9).dividedBy(10).minusNanos(usedNanos);
      health(upstreams.subList(i, Math.min(i + AT_ONCE, upstreams.size())), left, seen);
    }
  }

  private List<Upstream> upstreams(Look look, BreakersSeen seen)
      throws SourceFailed, InterruptedException {
    JsonNode root = JsonBody.tree(caller.get("/upstreams?size=1000"), "/upstreams");
    // An empty list is an object in Lua.
    boolean list = root.path("data").isContainerNode();
    if (!list) {
      throw new SourceFailed(Code.NONSENSE, "/upstreams answers JSON without data; is url Kong's?");
    }
    List<Upstream> upstreams = new ArrayList<>();
    for (JsonNode each : root.path("data")) {
      String name = each.path("name").asText("");
      Optional<String> workload = names.ofCluster(name, look.namespace());
      if (workload.isPresent() && upstreams.size() < MOST_UPSTREAMS) {
        upstreams.add(new Upstream(each.path("id").asText(name), name, workload.get()));
      } else if (workload.isPresent()) {
        seen.left();
      }
    }
    if (root.path("next").isTextual()) {
      seen.blind("others", "there are more upstreams than Kong lists at once");
    }
    return upstreams;
  }

  private void health(List<Upstream> upstreams, Duration left, BreakersSeen seen)
      throws InterruptedException {
    List<SideCall> calls = new ArrayList<>();
    try {
      for (Upstream each : upstreams) {
        calls.add(new SideCall(caller, "/upstreams/" + encoded(each.id()) + "/health", left));
      }
      for (int i = 0; i < calls.size(); i++) {
        Upstream upstream = upstreams.get(i);
        try {
          add(upstream, JsonBody.tree(calls.get(i).await(), "/upstreams/health"), seen);
        } catch (SourceFailed e) {
          seen.blind(upstream.workload(), e.getMessage());
        }
      }
    } finally {
      calls.forEach(SideCall::close);
    }
  }

  private void add(Upstream upstream, JsonNode root, BreakersSeen seen) {
    long total = 0;
    long out = 0;
    long unchecked = 0;
    long unknown = 0;
    for (JsonNode target : root.path("data")) {
      total++;
      list(upstream, target, seen);
      switch (target.path("health").asText("")) {
        case "UNHEALTHY", "DNS_ERROR" -> out++;
        case "HEALTHCHECKS_OFF" -> unchecked++;
        case "HEALTHY" -> {}
        default -> unknown++;
      }
    }
    if (unknown > 0) {
      seen.unknownHealth(upstream.workload(), unknown, total);
    }
    if (total == unknown) {
      return;
    }
    State state =
        unchecked == total ? State.DISABLED : out > 0 || unknown > 0 ? State.UNKNOWN : State.CLOSED;
    boolean isOutKnown = state != State.DISABLED && (out > 0 || unknown == 0);
    seen.add(
        upstream.workload(),
        FactDraft.of(CircuitBreaker.class)
            .set("name", upstream.name() + " health check")
            .set("upstream", upstream.workload())
            .set("state", state)
            .set("instance", config.instance())
            .set("ejectedHosts", isOutKnown ? out : null)
            .set("totalHosts", total));
  }

  /** Each target is closed to requests or open to them by itself. */
  private void list(Upstream upstream, JsonNode target, BreakersSeen seen) {
    String address = target.path("target").asText("");
    String id = target.path("id").asText(address);
    if (id.isEmpty()) {
      return;
    }
    State state =
        switch (target.path("health").asText("")) {
          case "UNHEALTHY" -> State.OPEN;
          case "HEALTHY" -> State.CLOSED;
          case "HEALTHCHECKS_OFF" -> State.DISABLED;
          default -> State.UNKNOWN;
        };
    String key = "/upstreams/" + encoded(upstream.id()) + "/targets/" + encoded(id);
    seen.list(
        new ListedBreaker(
            upstream.name() + " health check",
            key,
            Optional.of(upstream.workload()),
            state,
            Optional.empty(),
            config.instance(),
            Optional.of(address)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
