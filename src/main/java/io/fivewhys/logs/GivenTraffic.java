package io.fivewhys.logs;

import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.logs.access.AccessLine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Counts that the snapshot gives itself; lines of the same routes are only a sample of them. */
final class GivenTraffic {
  private final List<Given> given;

  /** A given route in its parts; any may be missing. */
  private record Given(
      String name, Optional<String> method, Optional<String> path, Optional<String> upstream) {

    static Given of(RouteTraffic traffic) {
      String route = traffic.route().strip();
      Optional<String> method = Optional.empty();
      int space = route.indexOf(' ');
      if (space > 0
          && space < 8
          && route.substring(0, space).chars().allMatch(Character::isUpperCase)) {
        method = Optional.of(route.substring(0, space));
        route = route.substring(space + 1).strip();
      }
      int scheme = route.indexOf("://");
      String rest = scheme > 0 ? route.substring(scheme + 3) : route;
      int slash = rest.indexOf('/');
      Optional<String> path =
          slash < 0 ? Optional.empty() : Optional.of(prefix(rest.substring(slash)));
      return new Given(traffic.route(), method, path, traffic.upstream());
    }

    /** {@code /orders/**} means what begins with {@code /orders}. */
    private static String prefix(String path) {
      int end = path.length();
      for (String wild : new String[] {"*", "(", "?", "^", "$"}) {
        int at = path.indexOf(wild);
        end = at >= 0 ? Math.min(end, at) : end;
      }
      String folded = Routes.fold(path.substring(0, end)).toLowerCase(Locale.ROOT);
      return folded.endsWith("/") ? folded.substring(0, folded.length() - 1) : folded;
    }
  }

  GivenTraffic(Snapshot snapshot) {
    this.given =
        snapshot.facts().stream()
            .filter(RouteTraffic.class::isInstance)
            .map(RouteTraffic.class::cast)
            .filter(traffic -> !traffic.countsErrorsOnly() && !traffic.isSlice())
            .map(Given::of)
            .toList();
  }

  /**
   * @param line one request of the route
   * @param upstream the workload it was resolved to
   */
  boolean covers(AccessLine line, Optional<String> upstream) {
    String route = line.method() + " " + Routes.fold(line.path());
    String folded = Routes.fold(line.path()).toLowerCase(Locale.ROOT);
    for (Given one : given) {
      boolean sameUpstream = upstream.isPresent() && one.upstream().equals(upstream);
      boolean otherUpstream = upstream.isPresent() && one.upstream().isPresent() && !sameUpstream;
      boolean sameMethod = one.method().isEmpty() || one.method().get().equals(line.method());
      boolean samePath = one.path().isPresent() && begins(folded, one.path().get());
      boolean sameName = isNamed(one.name(), line.route()) || isNamed(one.name(), line.cluster());
      boolean sameRoute = one.name().equals(route);
      boolean beyond = one.name().equals(BusiestRoutes.OTHER) && !otherUpstream;
      if (sameUpstream
          || sameName
          || sameRoute
          || beyond
          || (samePath && sameMethod && !otherUpstream)) {
        return true;
      }
    }
    return false;
  }

  private static boolean begins(String path, String prefix) {
    if (prefix.isEmpty()) {
      return path.equals("/");
    }
    return path.startsWith(prefix)
        && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
  }

  private static boolean isNamed(String given, Optional<String> name) {
    return name.isPresent() && Upstreams.plain(given).equals(Upstreams.plain(name.get()));
  }
}
