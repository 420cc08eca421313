package io.fivewhys.logs;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.logs.Upstreams.Named;
import io.fivewhys.logs.access.AccessLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What the access log of one gateway says, route by route. */
final class Traffic {
  private final Snapshot snapshot;
  private final Upstreams upstreams;
  private final Map<RouteKey, RouteCounts> routes = new HashMap<>();
  private final Map<RouteKey, AccessLine> oneOf = new HashMap<>();
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
    RouteKey key =
        new RouteKey(
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
    Map<RouteKey, RouteCounts> placed = withUpstreamOfSiblings();
    Map<RouteKey, RouteCounts> wanted = new TreeMap<>(RouteKey.ORDER);
    placed.forEach(
        (key, counts) -> {
          Optional<String> upstream = Optional.of(key.upstream()).filter(name -> !name.isEmpty());
          if (counts.total() > 0 && !given.covers(oneOf.get(key), upstream)) {
            wanted.put(key, counts);
          }
        });
    List<Fact> facts = new ArrayList<>();
    BusiestRoutes.of(wanted).forEach((key, counts) -> facts.add(fact(key, counts)));
    clients.signal().ifPresent(facts::add);
    facts.addAll(servers.signals());
    return facts;
  }

  private Map<RouteKey, RouteCounts> withUpstreamOfSiblings() {
    Map<RouteKey, RouteCounts> placed = new TreeMap<>(RouteKey.ORDER);
    Siblings siblings = new Siblings(routes.keySet());
    routes.forEach(
        (key, counts) -> {
          RouteCounts copy = new RouteCounts();
          copy.merge(counts);
          RouteKey to = siblings.placeOf(key, counts.serverErrors() > 0);
          if (!to.equals(key)) {
            oneOf.putIfAbsent(to, oneOf.get(key));
          }
          placed.merge(to, copy, RouteCounts::and);
        });
    return placed;
  }

  private static RouteTraffic fact(RouteKey key, RouteCounts counts) {
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
