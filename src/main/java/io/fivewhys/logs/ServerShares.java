package io.fivewhys.logs;

import io.fivewhys.fact.Signal;
import io.fivewhys.logs.access.AccessLine;
import io.fivewhys.logs.access.AccessLine.Attempt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** How much of an upstream's 5xx comes from the one of its servers that has most of them. */
final class ServerShares {
  private static final int FEWEST_SERVERS = 2;
  private static final int FEWEST_ERRORS = 5;
  private static final int MOST_SERVERS = 20_000;

  private final Upstreams upstreams;
  private final Map<String, Map<String, long[]>> bySubject = new TreeMap<>();
  private int servers;

  ServerShares(Upstreams upstreams) {
    this.upstreams = upstreams;
  }

  void add(AccessLine line, String subject) {
    for (Attempt attempt : line.attempts()) {
      if (servers >= MOST_SERVERS) {
        return;
      }
      boolean failed = attempt.status() == 0 ? line.isServerError() : attempt.status() >= 500;
      long[] counts =
          bySubject
              .computeIfAbsent(subject, s -> new TreeMap<>())
              .computeIfAbsent(
                  attempt.server(),
                  s -> {
                    servers++;
                    return new long[2];
                  });
      counts[0]++;
      counts[1] += failed ? 1 : 0;
    }
  }

  /** One for each upstream with at least two servers and five errors. */
  List<Signal> signals() {
    List<Signal> signals = new ArrayList<>();
    bySubject.forEach(
        (subject, byServer) -> {
          long errors = byServer.values().stream().mapToLong(counts -> counts[1]).sum();
          if (byServer.size() >= FEWEST_SERVERS && errors >= FEWEST_ERRORS) {
            signals.add(signal(subject, byServer, errors));
          }
        });
    return signals;
  }

  private Signal signal(String subject, Map<String, long[]> byServer, long errors) {
    Map.Entry<String, long[]> worst =
        byServer.entrySet().stream()
            .max(
                Comparator.<Map.Entry<String, long[]>>comparingLong(entry -> entry.getValue()[1])
                    .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
            .orElseThrow();
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("server", worst.getKey());
    labels.put("errors", Long.toString(worst.getValue()[1]));
    labels.put("requests", Long.toString(worst.getValue()[0]));
    labels.put("servers", Integer.toString(byServer.size()));
    upstreams.podOf(worst.getKey()).ifPresent(pod -> labels.put("pod", pod));
    return new Signal(
        "access_log_server_error_share",
        Optional.of(subject),
        OptionalDouble.of((double) worst.getValue()[1] / errors),
        Optional.of("ratio"),
        Optional.empty(),
        labels,
        Optional.empty());
  }
}
