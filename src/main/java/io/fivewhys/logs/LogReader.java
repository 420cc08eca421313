package io.fivewhys.logs;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import io.fivewhys.logs.LogPatterns.Recognised;
import io.fivewhys.logs.access.AccessLine;
import io.fivewhys.logs.access.AccessLog;
import io.fivewhys.logs.line.Json;
import io.fivewhys.logs.line.RawLine;
import io.fivewhys.logs.line.Times;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Turns the log lines of a snapshot into facts. Pure, safe for use by several threads; the order of
 * the snapshot's facts makes no difference to what is derived.
 */
public final class LogReader {
  private final LogPatterns patterns;

  public LogReader(LogPatterns patterns) {
    this.patterns = patterns;
  }

  public Readings read(Snapshot snapshot) {
    return new Run(snapshot).read();
  }

  /** One reading of one snapshot. */
  private final class Run {
    private final Snapshot snapshot;
    private final Times times;
    private final AccessLog accessLog;
    private final ErrorCounts errors;
    private final Map<String, Traffic> byGateway = new TreeMap<>();
    private final ProbeFailures probeFailures;
    private final Set<String> gateways = new HashSet<>();
    private final Set<String> otherWorkloads = new HashSet<>();
    private Upstreams upstreams;

    Run(Snapshot snapshot) {
      this.snapshot = snapshot;
      this.times = new Times(snapshot.observedAt());
      this.accessLog = new AccessLog(times);
      this.errors = new ErrorCounts(snapshot);
      this.probeFailures = new ProbeFailures(snapshot.windowStart());
      gateways.add(snapshot.gateway());
      for (Fact fact : snapshot.facts()) {
        if (fact instanceof Workload workload) {
          boolean gateway = workload.role().filter(r -> r == Workload.Role.GATEWAY).isPresent();
          (gateway ? gateways : otherWorkloads).add(workload.name());
        }
      }
      otherWorkloads.removeAll(gateways);
    }

    Readings read() {
      List<LogReading> readings = new ArrayList<>();
      for (int i = 0; i < snapshot.facts().size(); i++) {
        if (snapshot.facts().get(i) instanceof LogLines lines) {
          readings.add(read(i, lines));
        }
      }
      List<Fact> derived = new ArrayList<>();
      GivenTraffic given = new GivenTraffic(snapshot);
      byGateway.values().forEach(traffic -> derived.addAll(traffic.facts(given)));
      derived.addAll(probeFailures.signals());
      derived.addAll(errors.facts());
      return new Readings(derived, readings);
    }

    private LogReading read(int index, LogLines lines) {
      Tally tally = new Tally();
      EventGrouper grouper = new EventGrouper(times, event -> tell(lines, event, tally));
      LogLines.Format format = lines.format().orElse(LogLines.Format.AUTO);
      for (String raw : lines.lines()) {
        RawLine line = RawLine.of(raw, times);
        Optional<Json> json = Json.of(line.text());
        Optional<AccessLine> request = accessLog.read(line.text(), json, format);
        if (request.isEmpty()) {
          tally.application(json.isPresent());
          grouper.add(line, json);
        } else {
          tally.access(request.get().format().toString());
          if (isGateways(lines.workload(), request.get())) {
            traffic(lines.workload()).add(withRuntimesTime(request.get(), line));
          } else {
            probeFailures.add(lines.workload(), request.get());
          }
        }
      }
      grouper.finish();
      return tally.reading(index, lines);
    }

    private static AccessLine withRuntimesTime(AccessLine request, RawLine line) {
      if (request.at().isPresent() || line.at().isEmpty()) {
        return request;
      }
      return new AccessLine(
          request.format(),
          line.at(),
          request.method(),
          request.path(),
          request.status(),
          request.host(),
          request.cluster(),
          request.route(),
          request.attempts(),
          request.millis(),
          request.flags(),
          request.client(),
          request.userAgent());
    }

    /** What an upstream logs of its requests is not the gateway's traffic. */
    private boolean isGateways(String workload, AccessLine request) {
      return gateways.contains(workload)
          || (!otherWorkloads.contains(workload) && request.format().isGatewaysOwn());
    }

    private Traffic traffic(String gateway) {
      if (upstreams == null) {
        upstreams = new Upstreams(snapshot);
      }
      return byGateway.computeIfAbsent(gateway, name -> new Traffic(name, snapshot, upstreams));
    }

    private void tell(LogLines lines, Event event, Tally tally) {
      Optional<Recognised> error = patterns.recognise(event);
      tally.event(event, error.isPresent());
      error.ifPresent(known -> errors.add(lines, event, known));
    }
  }
}
