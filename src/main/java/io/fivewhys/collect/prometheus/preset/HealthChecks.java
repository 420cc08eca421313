package io.fivewhys.collect.prometheus.preset;

import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.read.FactDraft;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Hosts that a gateway sends nothing to, because its checks or its failures say so. */
final class HealthChecks {
  private final Map<Served, TreeSet<String>> all = new TreeMap<>();
  private final Map<Served, TreeSet<String>> out = new TreeMap<>();

  /** Who is served by hosts. */
  record Served(String upstream, Optional<String> namespace) implements Comparable<Served> {
    @Override
    public int compareTo(Served other) {
      int byName = upstream.compareTo(other.upstream);
      return byName != 0 ? byName : namespace.orElse("").compareTo(other.namespace.orElse(""));
    }
  }

  /** Several proxies may tell of the same host: out for one of them is out. */
  void add(String upstream, Optional<String> namespace, String host, boolean isOut) {
    if (upstream.isEmpty()) {
      return;
    }
    var served = new Served(upstream, namespace);
    all.computeIfAbsent(served, _ -> new TreeSet<>()).add(host);
    if (isOut) {
      out.computeIfAbsent(served, _ -> new TreeSet<>()).add(host);
    }
  }

  /** One fact for each upstream; limits and use may be added. */
  Map<Served, FactDraft<CircuitBreaker>> drafts() {
    Map<Served, FactDraft<CircuitBreaker>> drafts = new TreeMap<>();
    all.forEach(
        (served, hosts) ->
            drafts.put(
                served,
                FactDraft.of(CircuitBreaker.class)
                    .set("name", "health checks")
                    .set("upstream", served.upstream())
                    .set("namespace", served.namespace())
                    .set("state", CircuitBreaker.State.UNKNOWN)
                    .set("ejectedHosts", out.getOrDefault(served, new TreeSet<>()).size())
                    .set("totalHosts", hosts.size())));
    return drafts;
  }
}
