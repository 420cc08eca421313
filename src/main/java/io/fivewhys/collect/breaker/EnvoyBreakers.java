package io.fivewhys.collect.breaker;

import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.web.WebCaller;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.CircuitBreaker.State;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.read.FactDraft;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Envoy's limits and outlier detection, cluster by cluster.
 *
 * <p>A breaker of Envoy is a limit of what may be under way at once: it lets the next request
 * through as soon as another ends, so it is told as closed with a limit used up, never as open. Its
 * {@code *_open} gauges may stay 0 while requests are refused; the counter {@code
 * upstream_rq_pending_overflow} tells how many were. Limits of priority HIGH are left aside: the
 * counters do not tell the priorities apart.
 */
final class EnvoyBreakers implements BreakerReader {
  private final BreakerConfig.Envoy config;
  private final WebCaller caller;
  private final BreakerNames names;
  private final Counters counters = new Counters();

  EnvoyBreakers(BreakerConfig.Envoy config, WebCaller caller, BreakerNames names) {
    this.config = config;
    this.caller = caller;
    this.names = names;
  }

  @Override
  public void read(Look look, BreakersSeen seen) throws SourceFailed, InterruptedException {
    var within = config.deadline().multipliedBy(4).dividedBy(5);
    try (var asked = new SideCall(caller, EnvoyStats.query(), within)) {
      var clusters = new EnvoyClusters();
      clusters.read(caller.get("/clusters?format=json"));
      if (clusters.lacksLimits()) {
        limits(clusters, seen);
      }
      read(clusters.all(), stats(asked, seen), look, seen);
    }
  }

  private void limits(EnvoyClusters clusters, BreakersSeen seen) throws InterruptedException {
    try {
      clusters.readLimits(caller.get("/clusters"));
    } catch (SourceFailed e) {
      seen.note("limits are not known: " + e.getMessage());
    }
  }

  private EnvoyStats stats(SideCall asked, BreakersSeen seen) throws InterruptedException {
    try {
      return EnvoyStats.of(asked.await());
    } catch (SourceFailed e) {
      seen.blind(
          config.instance().orElse("stats"),
          "how many requests are refused is not known: " + e.getMessage());
      return new EnvoyStats(Map.of());
    }
  }

  /** A cluster and what is in front of it. */
  private record Limited(
      EnvoyCluster cluster, String upstream, OptionalLong rejected, Map<String, Double> inUse) {
    boolean isTroubled() {
      return rejected.orElse(0) > 0 || cluster.ejected() > 0 || cluster.failingChecks() > 0;
    }
  }

  private void read(
      Collection<EnvoyCluster> clusters, EnvoyStats stats, Look look, BreakersSeen seen) {
    List<Limited> limited = new ArrayList<>();
    for (EnvoyCluster cluster : clusters) {
      Optional<String> upstream = names.ofCluster(cluster.name(), look.namespace());
      if (upstream.isPresent()) {
        String counter = cluster.statPrefix();
        stats
            .value(cluster, "upstream_rq_pending_overflow")
            .ifPresent(value -> counters.note(counter, look.at(), value));
        OptionalLong rejected = counters.riseIn(counter, look.from());
        limited.add(new Limited(cluster, upstream.get(), rejected, inUse(cluster, stats)));
      }
    }
    counters.forget(look.at(), look.window());
    // Where there are too many, those are left off that have nothing to tell.
    limited.sort(Comparator.comparing(it -> !it.isTroubled()));
    limited.forEach(it -> add(it, seen));
  }

  private static Map<String, Double> inUse(EnvoyCluster cluster, EnvoyStats stats) {
    Map<String, Double> inUse = new TreeMap<>();
    used(cluster, stats, "max_connections", "cx", "upstream_cx_active", inUse);
    used(cluster, stats, "max_pending_requests", "pending", "upstream_rq_pending_active", inUse);
    used(cluster, stats, "max_requests", "rq", "upstream_rq_active", inUse);
    return inUse;
  }

  private static void used(
      EnvoyCluster cluster,
      EnvoyStats stats,
      String limit,
      String resource,
      String active,
      Map<String, Double> inUse) {
    Double most = cluster.limits().get(limit);
    if (most == null) {
      return;
    }
    String gauge = resource.equals("pending") ? "rq_pending_open" : resource + "_open";
    String breaker = "circuit_breakers.default.";
    boolean full = stats.value(cluster, breaker + gauge).orElse(0) > 0;
    long remaining = stats.value(cluster, breaker + "remaining_" + resource).orElse(0);
    OptionalLong count = stats.value(cluster, active);
    if (full) {
      inUse.put(limit, most);
    } else if (remaining > 0 && remaining <= most) {
      inUse.put(limit, most - remaining);
    } else if (count.isPresent()) {
      inUse.put(limit, (double) count.getAsLong());
    }
  }

  private void add(Limited it, BreakersSeen seen) {
    EnvoyCluster cluster = it.cluster();
    list(cluster.name(), it, State.CLOSED, seen);
    seen.add(
        it.upstream(),
        draft(cluster.name(), it.upstream(), State.CLOSED)
            .set("rejected", it.rejected())
            .set("limits", cluster.limits())
            .set("inUse", it.inUse())
            .set("totalHosts", cluster.hosts()));
    if (cluster.ejected() > 0) {
      String name = cluster.name() + " outlier_detection";
      list(name, it, State.UNKNOWN, seen);
      seen.add(
          it.upstream(),
          draft(name, it.upstream(), State.UNKNOWN)
              .set("ejectedHosts", cluster.ejected())
              .set("totalHosts", cluster.hosts()));
    }
    if (cluster.failingChecks() > 0) {
      // No ejection: that the proxy's own check fails may be the host's fault.
      seen.add(
          FactDraft.of(Signal.class)
              .set("name", "envoy_hosts_failing_health_check")
              .set("subject", it.upstream())
              .set("value", cluster.failingChecks())
              .set("unit", "count")
              .set("labels", Map.of("hosts", Long.toString(cluster.hosts())))
              .make());
    }
  }

  private void list(String name, Limited it, State state, BreakersSeen seen) {
    seen.list(
        new ListedBreaker(
            name,
            it.cluster().name(),
            Optional.of(it.upstream()),
            state,
            Optional.empty(),
            config.instance()));
  }

  private FactDraft<CircuitBreaker> draft(String name, String upstream, State state) {
    return FactDraft.of(CircuitBreaker.class)
        .set("name", name)
        .set("upstream", upstream)
        .set("state", state)
        .set("instance", config.instance());
  }
}
