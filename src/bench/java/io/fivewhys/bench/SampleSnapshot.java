package io.fivewhys.bench;

import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A bad release of {@code orders} among healthy workloads, the same for the same number of facts.
 * The healthy ones come in groups of ten: a backend, and nine behind the gateway that call it. Some
 * of them were rolled out lately, log an error now and then, or restarted once, as they do.
 */
final class SampleSnapshot {
  private static final Instant OBSERVED_AT = Instant.parse("2026-01-05T12:00:00Z");
  private static final int GROUP = 10;

  private final List<String> facts = new ArrayList<>();

  private SampleSnapshot() {}

  /** As it is posted, in UTF-8. */
  static byte[] json(int factCount) {
    var sample = new SampleSnapshot();
    sample.incident();
    for (int i = 0; sample.facts.size() < factCount; i++) {
      sample.healthy(i);
    }
    String text =
        "{\"gateway\": \"edge\", \"namespace\": \"shop\", \"observedAt\": \"%s\", \"facts\": [\n%s]}"
            .formatted(OBSERVED_AT, String.join(",\n", sample.facts.subList(0, factCount)));
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Snapshot read(byte[] json) {
    try {
      return new SnapshotReader(Clock.systemUTC())
          .read(new ByteArrayInputStream(json), SnapshotReader.Format.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  static Snapshot of(int factCount) {
    return read(json(factCount));
  }

  private void incident() {
    add("Workload", "'name': 'edge', 'role': 'gateway', 'desired': 2, 'ready': 2");
    add("Workload", "'name': 'orders', 'role': 'upstream', 'desired': 3, 'ready': 1");
    add(
        "RouteTraffic",
        "'route': '/orders', 'upstream': 'orders', 'responses': {'200': 1804, '500': 2311},"
            + " 'p99Millis': 410, 'baselineErrorRatio': 0.001, 'baselineP99Millis': 180,"
            + " 'baselineRequests': 4000, 'errorsSince': '%s'",
        minutesAgo(5));
    add(
        "Rollout",
        "'workload': 'orders', 'revision': 42, 'previousRevision': 41, 'at': '%s',"
            + " 'image': 'orders:2.8.0', 'previousImage': 'orders:2.7.3', 'changes': ['image'],"
            + " 'status': 'progressing'",
        minutesAgo(7));
    for (int pod = 1; pod <= 2; pod++) {
      add(
          "Pod",
          "'name': 'orders-42-%d', 'workload': 'orders', 'revision': 42, 'node': 'node-%d',"
              + " 'phase': 'Running', 'ready': false, 'restarts': 4, 'restartsInWindow': 3,"
              + " 'waitingReason': 'CrashLoopBackOff', 'terminatedReason': 'Error', 'exitCode': 1",
          pod,
          pod);
    }
    add(
        "Pod",
        "'name': 'orders-41-1', 'workload': 'orders', 'revision': 41, 'node': 'node-3',"
            + " 'phase': 'Running', 'ready': true, 'restarts': 0, 'restartsInWindow': 0");
    add(
        "LogPattern",
        "'workload': 'orders', 'pattern': 'code_error', 'count': 214, 'baselineCount': 1,"
            + " 'revision': 42, 'since': '%s', 'sample': 'NullPointerException at Cart.total'",
        minutesAgo(6));
    add(
        "CircuitBreaker",
        "'upstream': 'orders', 'state': 'open', 'since': '%s', 'failureRatio': 0.56",
        minutesAgo(4));
    add("Calls", "'caller': 'edge', 'callee': 'orders', 'requests': 4115, 'errors': 2311");
    add("Calls", "'caller': 'orders', 'callee': 'orders-db', 'requests': 3900, 'errors': 2");
    probe("orders-db", "'orders'", 4);
    usage("orders", "memory", 0.41);
    usage("orders", "cpu", 0.2);
    add("Endpoints", "'service': 'orders', 'workload': 'orders', 'ready': 1, 'notReady': 2");
    for (int node = 1; node <= 3; node++) {
      add("NodeCondition", "'node': 'node-%d', 'condition': 'Ready', 'status': true", node);
    }
  }

  private void healthy(int i) {
    String name = name(i);
    boolean isBackend = i % GROUP == 0;
    String backend = name(i - i % GROUP);
    add("Workload", "'name': '%s', 'role': 'upstream', 'desired': 3, 'ready': 3", name);
    for (int pod = 1; pod <= 3; pod++) {
      add(
          "Pod",
          "'name': '%s-%d', 'workload': '%s', 'revision': 7, 'node': 'node-%d',"
              + " 'phase': 'Running', 'ready': true, 'restarts': %d, 'restartsInWindow': 0",
          name,
          pod,
          name,
          1 + (i + pod) % 3,
          i % 4);
    }
    if (isBackend) {
      probe(name + "-db", "'" + name + "'", 2 + i % 7);
      add("Calls", "'caller': '%s', 'callee': '%s-db', 'requests': 9000, 'errors': 3", name, name);
    } else {
      add(
          "RouteTraffic",
          "'route': '/%s', 'upstream': '%s', 'responses': {'200': %d, '404': 12, '503': %d},"
              + " 'p99Millis': 120, 'baselineErrorRatio': 0.001, 'baselineP99Millis': 110,"
              + " 'baselineRequests': 3000",
          name,
          name,
          2900 + i % 90,
          i % 3);
      add("Calls", "'caller': 'edge', 'callee': '%s', 'requests': 3000, 'errors': 2", name);
      add(
          "Calls",
          "'caller': '%s', 'callee': '%s', 'requests': 1000, 'errors': 1, 'p99Millis': 40,"
              + " 'baselineP99Millis': 38",
          name,
          backend);
    }
    usage(name, "memory", 0.3 + i % 5 / 10.0);
    usage(name, "cpu", 0.1 + i % 6 / 10.0);
    add(
        "Rollout",
        "'workload': '%s', 'revision': 7, 'previousRevision': 6, 'at': '%s', 'changes': ['image'],"
            + " 'status': 'complete'",
        name,
        minutesAgo(i % GROUP == 3 ? 25 + i % 50 : 1_440L * (1 + i % 30)));
    add(
        "LogPattern",
        "'workload': '%s', 'pattern': '%s', 'count': %d, 'baselineCount': 3",
        name,
        i % 2 == 0 ? "timeout" : "code_error",
        1 + i % 4);
    add("Endpoints", "'service': '%s', 'workload': '%s', 'ready': 3, 'notReady': 0", name, name);
    if (i % GROUP == 5) {
      add("CircuitBreaker", "'upstream': '%s', 'state': 'closed', 'rejected': 0", name);
      add("Autoscaler", "'workload': '%s', 'min': 2, 'max': 9, 'current': 3, 'wanted': 3", name);
    }
  }

  private void probe(String dependency, String usedBy, int latencyMillis) {
    add(
        "DependencyProbe",
        "'dependency': '%s', 'type': 'database', 'usedBy': [%s], 'ok': true,"
            + " 'latencyMillis': %d, 'baselineLatencyMillis': 4",
        dependency,
        usedBy,
        latencyMillis);
  }

  private void usage(String workload, String resource, double ratio) {
    add(
        "ResourceUsage",
        "'workload': '%s', 'resource': '%s', 'ratio': %.2f",
        workload,
        resource,
        ratio);
  }

  private void add(String kind, String fields, Object... values) {
    String filled = String.format(Locale.ROOT, fields, values);
    facts.add("{'kind': '%s', %s}".formatted(kind, filled).replace('\'', '"'));
  }

  private static String name(int i) {
    return "service-" + i;
  }

  private static Instant minutesAgo(long minutes) {
    return OBSERVED_AT.minusSeconds(60 * minutes);
  }
}
