package io.fivewhys.collect.prometheus.preset;

import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.read.FactDraft;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Hosts that a gateway sends nothing to, because its checks or its failures say so. */
final class HealthChecks {
  private final Map<Group, TreeSet<String>> all = new TreeMap<>();
  private final Map<Group, TreeSet<String>> out = new TreeMap<>();

  private record Group(String upstream, Optional<String> namespace) implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      int byName = upstream.compareTo(other.upstream);
      return byName != 0 ? byName : namespace.orElse("").compareTo(other.namespace.orElse(""));
    }
  }

  /** Several proxies may tell of the same host: out for one of them is out. */
  void add(String upstream, Optional<String> namespace, String host, boolean isOut) {
    if (upstream.isEmpty()) {
      return;
    }
    var group = new Group(upstream, namespace);
    all.computeIfAbsent(group, _ -> new TreeSet<>()).add(host);
    if (isOut) {
      out.computeIfAbsent(group, _ -> new TreeSet<>()).add(host);
    }
  }

  /** One fact for each upstream; limits and use may be added. */
  Map<String, FactDraft<CircuitBreaker>> drafts() {
    Map<String, FactDraft<CircuitBreaker>> drafts = new TreeMap<>();
    all.forEach(
        (group, hosts) ->
            drafts.putIfAbsent(
                group.upstream(),
                FactDraft.of(CircuitBreaker.class)
                    .set("name", "health checks")
                    .set("upstream", group.upstream())
                    .set("namespace", group.namespace())
                    .set("state", CircuitBreaker.State.UNKNOWN)
                    .set("ejectedHosts", out.getOrDefault(group, new TreeSet<>()).size())
                    .set("totalHosts", hosts.size())));
    return drafts;
  }
}
