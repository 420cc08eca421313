package io.fivewhys.logs;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Signal;
import io.fivewhys.logs.access.AccessLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Probes of the kubelet that a workload's own request log shows it to answer with an error. */
final class ProbeFailures {
  private record Key(String workload, String path, int status) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::workload).thenComparing(Key::path).thenComparing(Key::status);
  }

  private final Instant windowStart;
  private final Map<Key, Long> counts = new TreeMap<>(Key.ORDER);

  ProbeFailures(Instant windowStart) {
    this.windowStart = windowStart;
  }

  void add(String workload, AccessLine line) {
    boolean probe = line.userAgent().filter(name -> name.startsWith("kube-probe/")).isPresent();
    boolean inside = line.at().isEmpty() || !line.at().get().isBefore(windowStart);
    if (probe && inside && line.status() >= 400 && counts.size() < 1_000) {
      counts.merge(new Key(workload, line.path(), line.status()), 1L, Long::sum);
    }
  }

  List<Fact> signals() {
    List<Fact> signals = new ArrayList<>();
    counts.forEach(
        (key, count) -> {
          Map<String, String> labels = new LinkedHashMap<>();
          labels.put("path", key.path());
          labels.put("status", Integer.toString(key.status()));
          signals.add(
              new Signal(
                  "access_log_probe_failures",
                  Optional.of(key.workload()),
                  OptionalDouble.of(count),
                  Optional.of("count"),
                  Optional.empty(),
                  labels,
                  Optional.empty()));
        });
    return signals;
  }
}
