package io.fivewhys.logs;

import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.Endpoints;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Pod;
import io.fivewhys.fact.Rollout;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Setting;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import io.fivewhys.logs.access.AccessLine;
import io.fivewhys.logs.access.AccessLine.Attempt;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the workload that a gateway means by a cluster, a backend, a service or an address. */
public final class Upstreams {
  private static final int SHORTEST_PART = 3;

  /**
   * @param name as the snapshot calls the workload
   * @param namespace where the snapshot says so
   */
  record Named(String name, Optional<String> namespace) {}

  private final Map<String, Named> byName = new TreeMap<>();
  private final Map<String, Named> byAddress = new HashMap<>();
  private final Map<String, String> podByServer = new TreeMap<>();
  private final TreeSet<String> namespaces =
      new TreeSet<>(
          Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));
  private final Map<String, Optional<Named>> known = new HashMap<>();

  public Upstreams(Snapshot snapshot) {
    namespaces.add(plain(snapshot.namespace()));
    for (Fact fact : snapshot.facts()) {
      if (fact instanceof Workload workload) {
        workload.namespace().ifPresent(ns -> namespaces.add(plain(ns)));
        boolean gateway =
            workload.role().filter(r -> r == Workload.Role.GATEWAY).isPresent()
                || workload.name().equals(snapshot.gateway());
        if (!gateway) {
          byName.put(plain(workload.name()), new Named(workload.name(), workload.namespace()));
        }
      }
    }
    for (Fact fact : snapshot.facts()) {
      switch (fact) {
        case Endpoints endpoints -> of(endpoints);
        case Setting setting -> of(setting);
        case Pod pod ->
            pod.workload().ifPresent(name -> add(name, name, pod.namespace(), snapshot));
        case Rollout rollout ->
            add(rollout.workload(), rollout.workload(), rollout.namespace(), snapshot);
        case CircuitBreaker breaker ->
            add(breaker.upstream(), breaker.upstream(), breaker.namespace(), snapshot);
        case RouteTraffic traffic ->
            traffic.upstream().ifPresent(name -> add(name, name, traffic.namespace(), snapshot));
        default -> {}
      }
    }
  }

  private void of(Endpoints endpoints) {
    Named backend =
        Optional.ofNullable(byName.get(plain(endpoints.backend())))
            .orElse(new Named(endpoints.backend(), endpoints.namespace()));
    endpoints.namespace().ifPresent(ns -> namespaces.add(plain(ns)));
    byName.putIfAbsent(plain(endpoints.service()), backend);
    for (String address : endpoints.addresses()) {
      byAddress.put(address, backend);
      byAddress.put(withoutPort(address), backend);
    }
  }

  private void of(Setting setting) {
    if (setting.name().equals("backend_server") && setting.of().startsWith("Pod/")) {
      setting.text().ifPresent(server -> podByServer.put(server, setting.of().substring(4)));
    }
  }

  private void add(String key, String name, Optional<String> namespace, Snapshot snapshot) {
    if (!name.equals(snapshot.gateway())) {
      byName.putIfAbsent(plain(key), new Named(name, namespace));
    }
  }

  /** The pod that stands behind a server's name, where a setting says so. */
  Optional<String> podOf(String server) {
    return Optional.ofNullable(podByServer.get(server));
  }

  /** Whom the line names as upstream; empty when that is nobody the snapshot knows. */
  Optional<Named> of(AccessLine line) {
    Optional<Named> named = line.cluster().flatMap(this::byCluster);
    if (named.isEmpty()) {
      for (Attempt attempt : line.attempts()) {
        Named at = byAddress.get(attempt.server());
        at = at == null ? byAddress.get(withoutPort(attempt.server())) : at;
        if (at != null) {
          return Optional.of(at);
        }
      }
    }
    return named;
  }

  /**
   * The name of the workload, where what the gateway calls it can mean no other: an address, a host
   * name, the name of a workload or service, with its namespace before it or a port behind it.
   */
  public Optional<String> exactly(String cluster) {
    Named at = byAddress.getOrDefault(cluster, byAddress.get(withoutPort(cluster)));
    return Optional.ofNullable(at).or(() -> find(cluster, false)).map(Named::name);
  }

  Optional<Named> byCluster(String cluster) {
    if (known.size() > 10_000) {
      known.clear();
    }
    return known.computeIfAbsent(cluster, name -> find(name, true));
  }

  private Optional<Named> find(String cluster, boolean inPart) {
    String host = cluster;
    if (cluster.indexOf('|') >= 0) {
      if (cluster.startsWith("inbound")) {
        return Optional.empty();
      }
      host = cluster.substring(cluster.lastIndexOf('|') + 1);
    }
    int provider = host.indexOf('@');
    host = provider > 0 ? host.substring(0, provider) : host;
    int dot = host.indexOf('.');
    if (dot > 0 && byName.containsKey(plain(host.substring(0, dot)))) {
      return Optional.of(byName.get(plain(host.substring(0, dot)))); // svc.ns.svc.cluster.local
    }
    String name = plain(host);
    Optional<Named> exact = exact(name);
    return exact.isPresent() || !inPart ? exact : longestPart(name);
  }

  private Optional<Named> exact(String name) {
    String bare = withoutEnding(name);
    for (String candidate : new String[] {name, bare}) {
      if (byName.containsKey(candidate)) {
        return Optional.of(byName.get(candidate));
      }
    }
    for (String namespace : namespaces) {
      if (name.startsWith(namespace + "-")) {
        String rest = name.substring(namespace.length() + 1);
        for (String candidate : new String[] {rest, withoutEnding(rest)}) {
          if (byName.containsKey(candidate)) {
            return Optional.of(byName.get(candidate));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The longest known name that stands in it whole; none when two are as long. */
  private Optional<Named> longestPart(String name) {
    String within = "-" + name + "-";
    Named best = null;
    int longest = 0;
    for (Map.Entry<String, Named> entry : byName.entrySet()) {
      int length = entry.getKey().length();
      if (length >= SHORTEST_PART
          && length >= longest
          && within.contains("-" + entry.getKey() + "-")) {
        boolean other =
            best != null && length == longest && !best.name().equals(entry.getValue().name());
        best = other ? null : entry.getValue();
        longest = length;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Without a port, a protocol or the like at the end. */
  private static String withoutEnding(String name) {
    int dash = name.lastIndexOf('-');
    if (dash < 1) {
      return name;
    }
    String last = name.substring(dash + 1);
    boolean ending =
        last.chars().allMatch(Character::isDigit)
            || switch (last) {
              case "http",
                  "https",
                  "grpc",
                  "web",
                  "svc",
                  "service",
                  "backend",
                  "be",
                  "tg",
                  "pool",
                  "cluster",
                  "upstream" ->
                  true;
              default -> false;
            };
    return ending ? withoutEnding(name.substring(0, dash)) : name;
  }

  private static String withoutPort(String address) {
    int colon = address.lastIndexOf(':');
    return colon > 0 && address.indexOf(':') == colon ? address.substring(0, colon) : address;
  }

  /** In lower case, all that parts words made a dash. */
  static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean letter = Character.isLetterOrDigit(c);
      if (letter) {
        plain.append(c);
      } else if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != '-') {
        plain.append('-');
      }
    }
    int end = plain.length();
    return end > 0 && plain.charAt(end - 1) == '-' ? plain.substring(0, end - 1) : plain.toString();
  }
}
