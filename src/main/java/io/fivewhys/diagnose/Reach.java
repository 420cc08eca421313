package io.fivewhys.diagnose;

import io.fivewhys.fact.ConfigChange;
import io.fivewhys.fact.Endpoints;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Workload;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Whom a change of configuration reaches, where its source does not say: those it is named after,
 * else, for what says which request goes where or who may talk to whom, those behind the gateway.
 *
 * @param facts the facts, changes with their reach
 * @param originals the fact as it was given, for each that was completed
 */
record Reach(List<Fact> facts, Map<Fact, Fact> originals) {

  static Reach of(String gateway, List<Fact> facts, Routes routes) {
    TreeSet<String> names = new TreeSet<>();
    for (Fact fact : facts) {
      switch (fact) {
        case Workload workload -> names.add(workload.name());
        case RouteTraffic route -> route.upstream().ifPresent(names::add);
        case Endpoints endpoints -> names.add(endpoints.backend());
        default -> {}
      }
    }
    List<Fact> completed = new ArrayList<>();
    Map<Fact, Fact> originals = new IdentityHashMap<>();
    for (Fact fact : facts) {
      if (fact instanceof ConfigChange change && change.affects().isEmpty()) {
        ConfigChange known = change.affecting(reached(change, names, gateway, routes));
        originals.put(known, change);
        completed.add(known);
      } else {
        completed.add(fact);
      }
    }
    return new Reach(completed, originals);
  }

  private static List<String> reached(
      ConfigChange change, TreeSet<String> names, String gateway, Routes routes) {
    List<String> reached = new ArrayList<>();
    for (String name : names) {
      if (change.objectName().equals(name) || change.objectName().startsWith(name + "-")) {
        reached.add(name);
      }
    }
    if (change.isRouting() && !reached.contains(gateway)) {
      reached.add(gateway);
    }
    if (reached.isEmpty() && change.objectKind().contains("NetworkPolicy")) {
      routes.failing().forEach(route -> route.upstream().ifPresent(reached::add));
    }
    return List.copyOf(new TreeSet<>(reached));
  }
}
