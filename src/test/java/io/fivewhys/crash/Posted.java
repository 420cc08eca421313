package io.fivewhys.crash;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Snapshots of a gateway, as a script posts them. */
final class Posted {
  private Posted() {}

  static Map<String, Object> failing(String gateway, Instant at) {
    return snapshot(
        gateway,
        at,
        List.of(
            failingRoute(),
            workload(0),
            pod(false),
            Map.of(
                "kind",
                "Rollout",
                "workload",
                "orders",
                "revision",
                2,
                "previousRevision",
                1,
                "at",
                at.minusSeconds(180).toString(),
                "changes",
                List.of("image"))));
  }

  static Map<String, Object> healthy(String gateway, Instant at) {
    return snapshot(
        gateway,
        at,
        List.of(
            Map.of(
                "kind", "RouteTraffic",
                "route", "/orders",
                "upstream", "orders",
                "responses", Map.of("200", 1000)),
            workload(2),
            pod(true)));
  }

  /** Without the time of its first error: an incident then begins when it was observed. */
  static Map<String, Object> failingRoute() {
    return Map.of(
        "kind", "RouteTraffic",
        "route", "/orders",
        "upstream", "orders",
        "responses", Map.of("200", 100, "503", 900));
  }

  private static Map<String, Object> snapshot(
      String gateway, Instant at, List<Map<String, Object>> facts) {
    return Map.of(
        "gateway",
        gateway,
        "namespace",
        "shop",
        "observedAt",
        at.toString(),
        "window",
        "PT5M",
        "facts",
        facts);
  }

  private static Map<String, Object> workload(int ready) {
    return Map.of(
        "kind",
        "Workload",
        "name",
        "orders",
        "role",
        "upstream",
        "desired",
        2,
        "ready",
        ready,
        "available",
        ready,
        "updated",
        2);
  }

  private static Map<String, Object> pod(boolean ready) {
    if (ready) {
      return Map.of(
          "kind",
          "Pod",
          "name",
          "orders-1",
          "workload",
          "orders",
          "revision",
          2,
          "phase",
          "Running",
          "ready",
          true);
    }
    return Map.of(
        "kind",
        "Pod",
        "name",
        "orders-1",
        "workload",
        "orders",
        "revision",
        2,
        "phase",
        "Running",
        "ready",
        false,
        "restarts",
        9,
        "restartsInWindow",
        9,
        "waitingReason",
        "CrashLoopBackOff");
  }
}
