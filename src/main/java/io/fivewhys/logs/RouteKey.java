package io.fivewhys.logs;

import java.util.Comparator;

/**
 * What requests are counted by: a route to an upstream.
 *
 * @param route method and folded path
 * @param upstream the workload, empty text when unknown
 * @param namespace of the workload, empty text when unknown
 * @param cluster what the gateway calls an upstream whose workload is unknown
 */
record RouteKey(String route, String upstream, String namespace, String cluster) {
  static final Comparator<RouteKey> ORDER =
      Comparator.comparing(RouteKey::route)
          .thenComparing(RouteKey::upstream)
          .thenComparing(RouteKey::namespace)
          .thenComparing(RouteKey::cluster);

  boolean namesNobody() {
    return upstream.isEmpty() && cluster.isEmpty();
  }

  String path() {
    return route.substring(route.indexOf(' ') + 1);
  }
}
