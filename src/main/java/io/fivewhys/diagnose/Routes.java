package io.fivewhys.diagnose;

import io.fivewhys.fact.Calls;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.inference.FailingRoute;
import io.fivewhys.inference.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which routes answer more 5xx than usual, and which are well.
 *
 * @param served names of upstreams that get traffic on some route and fail on none
 * @param seen anything at all was counted
 */
record Routes(List<FailingRoute> failing, TreeSet<String> served, boolean seen) {

  static Routes of(Snapshot snapshot, Thresholds thresholds) {
    List<FailingRoute> failing = new ArrayList<>();
    TreeSet<String> served = new TreeSet<>();
    TreeSet<String> counted = new TreeSet<>();
    boolean seen = false;
    for (Fact fact : snapshot.facts()) {
      if (fact instanceof RouteTraffic route && !route.isSlice()) {
        seen = true;
        route.upstream().ifPresent(counted::add);
        if (isFailing(route, thresholds)) {
          failing.add(view(route));
        } else if (route.total() > 0 && !route.countsErrorsOnly()) {
          route.upstream().ifPresent(served::add);
        }
      }
    }
    for (FailingRoute route : ofSlices(snapshot, counted, thresholds)) {
      seen = true;
      failing.add(route);
    }
    for (Fact fact : snapshot.facts()) {
      if (fact instanceof Calls calls
          && calls.caller().equals(snapshot.gateway())
          && counted.add(calls.callee())) {
        seen |= calls.requests().orElse(0) > 0;
        if (calls.errors().orElse(0) >= thresholds.errorCount()
            && calls.failsAtLeast(thresholds.callErrorRatio())) {
          failing.add(view(calls));
        }
      }
    }
    failing.forEach(route -> served.remove(route.upstreamName()));
    return new Routes(List.copyOf(failing), served, seen);
  }

  /** Where only parts of an upstream's traffic were counted, together they stand for the whole. */
  private static List<FailingRoute> ofSlices(
      Snapshot snapshot, TreeSet<String> counted, Thresholds thresholds) {
    Map<String, List<RouteTraffic>> slices = new TreeMap<>();
    for (Fact fact : snapshot.facts()) {
      if (fact instanceof RouteTraffic route
          && route.isSlice()
          && route.upstream().filter(counted::contains).isEmpty()) {
        slices.computeIfAbsent(route.route(), name -> new ArrayList<>()).add(route);
      }
    }
    List<FailingRoute> failing = new ArrayList<>();
    slices.forEach(
        (name, parts) -> {
          Map<Integer, Long> responses = new TreeMap<>();
          Map<String, Long> flags = new TreeMap<>();
          boolean errorsOnly = false;
          for (RouteTraffic part : parts) {
            part.responses().forEach((code, count) -> responses.merge(code, count, Long::sum));
            part.flags().forEach((flag, count) -> flags.merge(flag, count, Long::sum));
            errorsOnly |= part.countsErrorsOnly();
          }
          RouteTraffic first = parts.getFirst();
          RouteTraffic whole =
              new RouteTraffic(
                  name,
                  first.upstream(),
                  responses,
                  flags,
                  OptionalDouble.empty(),
                  first.p99Millis(),
                  first.baselineErrorRatio(),
                  first.baselineP99Millis(),
                  OptionalLong.empty(),
                  first.errorsSince(),
                  Optional.of(errorsOnly),
                  OptionalDouble.empty(),
                  OptionalLong.empty(),
                  Optional.empty(),
                  first.namespace());
          if (isFailing(whole, thresholds)) {
            failing.add(view(whole, List.copyOf(parts)));
          }
        });
    return failing;
  }

  static boolean isFailing(RouteTraffic route, Thresholds thresholds) {
    long errors = route.serverErrors();
    if (errors < thresholds.errorCount()) {
      return false;
    }
    OptionalDouble ratio = route.serverErrorRatio();
    OptionalDouble usual = route.baselineErrorRatio();
    if (ratio.isEmpty()) {
      double usualErrors =
          usual.isPresent() && route.baselineRequests().isPresent()
              ? usual.getAsDouble() * route.baselineRequests().getAsLong()
              : 0;
      return errors >= thresholds.errorFactor() * usualErrors + thresholds.errorCount();
    }
    if (usual.isEmpty()) {
      return ratio.getAsDouble() >= thresholds.errorRatio();
    }
    double expected = usual.getAsDouble() * route.total();
    // Beyond three standard deviations of a Poisson count: chance alone hardly does that.
    boolean significant = errors > expected + 3 * Math.sqrt(expected + 1);
    return significant
        && ratio.getAsDouble() >= thresholds.errorFactor() * usual.getAsDouble()
        && ratio.getAsDouble() >= usual.getAsDouble() + thresholds.errorRatio() / 2;
  }

  private static FailingRoute view(RouteTraffic route) {
    return view(route, List.of(route));
  }

  private static FailingRoute view(RouteTraffic route, List<Fact> facts) {
    Map<Integer, Long> byStatus = new TreeMap<>();
    route
        .responses()
        .forEach(
            (code, count) -> {
              if (code >= 500 && code <= 599 && count > 0) {
                byStatus.put(code, count);
              }
            });
    return new FailingRoute(
        route.route(),
        route.upstream(),
        route.serverErrors(),
        route.countsErrorsOnly() ? OptionalLong.empty() : OptionalLong.of(route.total()),
        route.baselineErrorRatio(),
        route.baselineRequests().isPresent()
            ? OptionalDouble.of(route.baselineRequests().getAsLong())
            : OptionalDouble.empty(),
        route.errorsSince(),
        byStatus,
        route.flags(),
        route.p99Millis(),
        route.baselineP99Millis(),
        facts);
  }

  /** A mesh may count the gateway's calls where nobody counts its routes. */
  private static FailingRoute view(Calls calls) {
    return new FailingRoute(
        "calls to " + calls.callee(),
        Optional.of(calls.callee()),
        calls.errors().orElse(0),
        calls.requests(),
        OptionalDouble.empty(),
        calls.baselineRequests().isPresent()
            ? OptionalDouble.of(calls.baselineRequests().getAsLong())
            : OptionalDouble.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        calls.p99Millis(),
        calls.baselineP99Millis(),
        List.of(calls));
  }
}
