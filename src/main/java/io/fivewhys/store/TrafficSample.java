package io.fivewhys.store;

import io.fivewhys.fact.Blind;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one look saw of a gateway's traffic: the responses in the window that ended at a time. The
 * windows of looks overlap where a window is longer than the time between two looks, so numbers of
 * samples must not be added up; rates may be compared and averaged.
 *
 * @param at end of the window
 * @param window its length, more than zero
 * @param known false when the look could not see the traffic; then there are no responses, which
 *     does not mean that there was no traffic
 * @param errorsOnly whether only failures were counted on some route
 * @param responses by status code, summed over the routes
 */
public record TrafficSample(
    String gateway,
    Instant at,
    Duration window,
    boolean known,
    boolean errorsOnly,
    Map<Integer, Long> responses) {
  /** The source whose silence makes the sum of what others count too small. */
  private static final String COUNTS_ALL = "prometheus";

  public TrafficSample {
    responses = new TreeMap<>(responses);
  }

  /** What a snapshot holds of it. Routes that are counted whole and in parts count once. */
  public static TrafficSample of(Snapshot snapshot) {
    List<RouteTraffic> routes = counted(snapshot);
    boolean blind =
        snapshot.facts().stream()
            .anyMatch(
                it ->
                    it instanceof Blind gone
                        && gone.source().equals(COUNTS_ALL)
                        && gone.subject().isEmpty());
    boolean known = !routes.isEmpty() && !blind;
    Map<Integer, Long> responses = new TreeMap<>();
    if (known) {
      routes.forEach(
          route -> route.responses().forEach((code, n) -> responses.merge(code, n, Long::sum)));
    }
    boolean errorsOnly = known && routes.stream().anyMatch(RouteTraffic::countsErrorsOnly);
    return new TrafficSample(
        snapshot.gateway(), snapshot.observedAt(), snapshot.window(), known, errorsOnly, responses);
  }

  private static List<RouteTraffic> counted(Snapshot snapshot) {
    List<RouteTraffic> all = new ArrayList<>();
    List<RouteTraffic> slices = new ArrayList<>();
    Set<String> whole = new HashSet<>();
    snapshot
        .facts()
        .forEach(
            fact -> {
              if (fact instanceof RouteTraffic route && route.isSlice()) {
                slices.add(route);
              } else if (fact instanceof RouteTraffic route) {
                all.add(route);
                whole.add(route.route());
                route.upstream().ifPresent(whole::add);
              }
            });
    slices.stream()
        .filter(it -> !whole.contains(it.route()) && !whole.contains(it.upstreamName()))
        .forEach(all::add);
    return all;
  }
}
