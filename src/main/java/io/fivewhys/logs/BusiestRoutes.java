package io.fivewhys.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The routes with the most errors, then the most requests; all beyond are one. */
final class BusiestRoutes {
  private static final int MOST_ROUTES = 200;
  static final String OTHER = "…other";

  private BusiestRoutes() {}

  static Map<RouteKey, RouteCounts> of(Map<RouteKey, RouteCounts> all) {
    if (all.size() <= MOST_ROUTES) {
      return all;
    }
    List<Map.Entry<RouteKey, RouteCounts>> entries = new ArrayList<>(all.entrySet());
    entries.sort(
        Comparator.<Map.Entry<RouteKey, RouteCounts>>comparingLong(
                e -> -e.getValue().serverErrors())
            .thenComparingLong(e -> -e.getValue().total())
            .thenComparing(Map.Entry::getKey, RouteKey.ORDER));
    Map<RouteKey, RouteCounts> fewer = new LinkedHashMap<>();
    Map<RouteKey, RouteCounts> others = new TreeMap<>(RouteKey.ORDER);
    for (int i = 0; i < entries.size(); i++) {
      RouteKey key = entries.get(i).getKey();
      if (i < MOST_ROUTES && !key.route().equals(OTHER)) {
        fewer.put(key, entries.get(i).getValue());
      } else {
        RouteKey other = new RouteKey(OTHER, key.upstream(), key.namespace(), "");
        others.merge(other, entries.get(i).getValue(), RouteCounts::and);
      }
    }
    fewer.putAll(others);
    return fewer;
  }
}
