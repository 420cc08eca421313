package io.fivewhys.logs;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request that the gateway could pass to nobody names no upstream; requests of the same route
 * that it could pass on do, and for a failed one those of the nearest path.
 */
final class Siblings {
  private final Collection<RouteKey> all;

  Siblings(Collection<RouteKey> all) {
    this.all = all;
  }

  /**
   * The key to count these requests by.
   *
   * @param failed some of them were answered with 5xx
   */
  RouteKey placeOf(RouteKey key, boolean failed) {
    return key.namesNobody() ? sibling(key, failed).orElse(key) : key;
  }

  private Optional<RouteKey> sibling(RouteKey key, boolean failed) {
    Set<RouteKey> nearest = new TreeSet<>(RouteKey.ORDER);
    int best = 0;
    for (RouteKey other : all) {
      if (other.namesNobody()) {
        continue;
      }
      int near =
          other.route().equals(key.route())
              ? Integer.MAX_VALUE
              : other.path().equals(key.path())
                  ? Integer.MAX_VALUE - 1
                  : failed ? commonSegments(key.path(), other.path()) : 0;
      if (near > best) {
        nearest.clear();
        best = near;
      }
      if (near == best && near > 0) {
        nearest.add(
            new RouteKey(key.route(), other.upstream(), other.namespace(), other.cluster()));
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
}
