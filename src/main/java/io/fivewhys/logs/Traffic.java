package io.fivewhys.logs;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.logs.Upstreams.Named;
import io.fivewhys.logs.access.AccessLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the access log of one gateway says, route by route. */
final class Traffic {
  private static final int MOST_ROUTES = 200;
  static final String OTHER = "…other";

  /**
   * @param route method and folded path
   * @param upstream the workload, empty text when unknown
   * @param namespace of the workload, empty text when unknown
   * @param cluster what the gateway calls an upstream that is unknown to the snapshot
   */
  record Key(String route, String upstream, String namespace, String cluster) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::route)
            .thenComparing(Key::upstream)
            .thenComparing(Key::namespace)
            .thenComparing(Key::cluster);

    boolean namesNobody() {
      return upstream.isEmpty() && cluster.isEmpty();
    }

    String path() {
      return route.substring(route.indexOf(' ') + 1);
    }
  }

  private final Snapshot snapshot;
  private final Upstreams upstreams;
  private final Map<Key, RouteCounts> routes = new HashMap<>();
  private final Map<Key, AccessLine> oneOf = new HashMap<>();
  private final ClientShare clients;
  private final ServerShares servers;

  Traffic(String gateway, Snapshot snapshot, Upstreams upstreams) {
    this.snapshot = snapshot;
    this.upstreams = upstreams;
    this.clients = new ClientShare(gateway);
    this.servers = new ServerShares(upstreams);
  }

  void add(AccessLine line) {
    if (line.method().isEmpty()) {
      return; // no request that anybody could have served
    }
    String route = line.method() + " " + Routes.fold(line.path());
    Optional<Named> upstream = upstreams.of(line);
    Key key =
        new Key(
            route,
            upstream.map(Named::name).orElse(""),
            upstream.flatMap(Named::namespace).orElse(""),
            upstream.isPresent() ? "" : line.cluster().orElse(""));
    routes.computeIfAbsent(key, k -> new RouteCounts()).add(line, snapshot.windowStart());
    oneOf.merge(key, line, (a, b) -> a.path().compareTo(b.path()) <= 0 ? a : b);
    if (line.at().isEmpty() || !line.at().get().isBefore(snapshot.windowStart())) {
      clients.add(line, route);
      servers.add(line, upstream.map(Named::name).or(line::cluster).orElse(route));
    }
  }

  /** RouteTraffic for each route whose counts the snapshot does not give, then signals. */
  List<Fact> facts(GivenTraffic given) {
    Map<Key, RouteCounts> placed = withUpstreamOfSiblings();
    Map<Key, RouteCounts> wanted = new TreeMap<>(Key.ORDER);
    placed.forEach(
        (key, counts) -> {
          Optional<String> upstream = Optional.of(key.upstream()).filter(name -> !name.isEmpty());
          if (counts.total() > 0 && !given.covers(oneOf.get(key), upstream)) {
            wanted.put(key, counts);
          }
        });
    List<Fact> facts = new ArrayList<>();
    fewer(wanted).forEach((key, counts) -> facts.add(fact(key, counts)));
    clients.signal().ifPresent(facts::add);
    facts.addAll(servers.signals());
    return facts;
  }

  /**
   * A request that the gateway could pass to nobody names no upstream; requests of the same route
   * that it could pass on do, and for a failed one those of the nearest path.
   */
  private Map<Key, RouteCounts> withUpstreamOfSiblings() {
    Map<Key, RouteCounts> placed = new TreeMap<>(Key.ORDER);
    routes.forEach(
        (key, counts) -> {
          RouteCounts copy = new RouteCounts();
          copy.merge(counts);
          Key to = key.namesNobody() ? sibling(key, counts).orElse(key) : key;
          if (to.equals(key)) {
            placed.merge(key, copy, Traffic::merged);
          } else {
            oneOf.putIfAbsent(to, oneOf.get(key));
            placed.merge(to, copy, Traffic::merged);
          }
        });
    return placed;
  }

  private static RouteCounts merged(RouteCounts one, RouteCounts other) {
    one.merge(other);
    return one;
  }

  private Optional<Key> sibling(Key key, RouteCounts counts) {
    Set<Key> nearest = new TreeSet<>(Key.ORDER);
    int best = 0;
    for (Key other : routes.keySet()) {
      if (other.namesNobody()) {
        continue;
      }
      int near =
          other.route().equals(key.route())
              ? Integer.MAX_VALUE
              : other.path().equals(key.path())
                  ? Integer.MAX_VALUE - 1
                  : counts.serverErrors() > 0 ? commonSegments(key.path(), other.path()) : 0;
      if (near > best) {
        nearest.clear();
        best = near;
      }
      if (near == best && near > 0) {
        nearest.add(new Key(key.route(), other.upstream(), other.namespace(), other.cluster()));
      }
    }
    return nearest.size() == 1 ? Optional.of(nearest.iterator().next()) : Optional.empty();
  }

  /** Leading segments that two paths share; a version and the like alone is no likeness. */
  private static int commonSegments(String one, String other) {
    String[] a = one.split("/");
    String[] b = other.split("/");
    int common = 0;
    int telling = 0;
    for (int i = 1; i < Math.min(a.length, b.length) && a[i].equals(b[i]); i++) {
      common++;
      boolean general = a[i].equals(Routes.ID) || a[i].equals("api") || a[i].matches("v\\d+");
      telling += general ? 0 : 1;
    }
    return telling == 0 ? 0 : common;
  }

  /** The routes with the most errors, then the most requests; all beyond are one. */
  private static Map<Key, RouteCounts> fewer(Map<Key, RouteCounts> all) {
    if (all.size() <= MOST_ROUTES) {
      return all;
    }
    List<Map.Entry<Key, RouteCounts>> entries = new ArrayList<>(all.entrySet());
    entries.sort(
        Comparator.<Map.Entry<Key, RouteCounts>>comparingLong(e -> -e.getValue().serverErrors())
            .thenComparingLong(e -> -e.getValue().total())
            .thenComparing(Map.Entry::getKey, Key.ORDER));
    Map<Key, RouteCounts> fewer = new LinkedHashMap<>();
    Map<Key, RouteCounts> others = new TreeMap<>(Key.ORDER);
    for (int i = 0; i < entries.size(); i++) {
      Key key = entries.get(i).getKey();
      if (i < MOST_ROUTES) {
        fewer.put(key, entries.get(i).getValue());
      } else {
        Key other = new Key(OTHER, key.upstream(), key.namespace(), "");
        others.merge(other, entries.get(i).getValue(), Traffic::merged);
      }
    }
    fewer.putAll(others);
    return fewer;
  }

  private static RouteTraffic fact(Key key, RouteCounts counts) {
    return new RouteTraffic(
        key.route(),
        Optional.of(key.upstream()).filter(name -> !name.isEmpty()),
        counts.responses(),
        counts.flags(),
        counts.percentile(0.5),
        counts.percentile(0.99),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        counts.serverErrors() > 0 ? counts.errorsSince() : Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.of(key.namespace()).filter(namespace -> !namespace.isEmpty()));
  }
}
