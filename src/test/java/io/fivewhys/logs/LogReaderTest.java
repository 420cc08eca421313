package io.fivewhys.logs;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.LogPattern;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import io.fivewhys.fact.read.FactDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What is read in the log lines of a snapshot. */
abstract class LogReaderTest {
  static final Instant NOW = Instant.parse("2026-11-22T10:20:00Z");
  final LogReader reader = new LogReader(ShippedPatterns.patterns());

  static LogLines log(String workload, String... lines) {
    return new LogLines(
        workload,
        Optional.empty(),
        Optional.empty(),
        List.of(lines),
        Optional.empty(),
        OptionalLong.empty());
  }

  static Workload workload(String name, Workload.Role role) {
    return FactDraft.of(Workload.class).set("name", name).set("role", role).make();
  }

  /**
   * @param upstream null where nobody knows it
   */
  static RouteTraffic given(String route, String upstream) {
    var draft =
        FactDraft.of(RouteTraffic.class).set("route", route).set("responses", Map.of(200, 900L));
    return (upstream == null ? draft : draft.set("upstream", upstream)).make();
  }

  static Snapshot snapshot(Fact... facts) {
    return new Snapshot("gw", "shop", NOW, Duration.ofMinutes(5), List.of(facts));
  }

  List<RouteTraffic> traffic(Fact... facts) {
    return reader.read(snapshot(facts)).derived().stream()
        .filter(RouteTraffic.class::isInstance)
        .map(RouteTraffic.class::cast)
        .toList();
  }

  List<LogPattern> patterns(Fact... facts) {
    return reader.read(snapshot(facts)).derived().stream()
        .filter(LogPattern.class::isInstance)
        .map(LogPattern.class::cast)
        .toList();
  }

  List<Signal> signals(Fact... facts) {
    return reader.read(snapshot(facts)).derived().stream()
        .filter(Signal.class::isInstance)
        .map(Signal.class::cast)
        .toList();
  }

  static String istio(String time, String path, String answer, String server, String cluster) {
    return "[2026-11-22T%s.100Z] \"GET %s HTTP/2\" %s - \"-\" 0 95 12 11 \"192.0.2.7\" \"curl/8\" \"1a\" \"a.example\" \"%s\" %s - 10.0.0.1:8443 192.0.2.7:4711 - default"
        .formatted(time, path, answer, server, cluster);
  }
}
