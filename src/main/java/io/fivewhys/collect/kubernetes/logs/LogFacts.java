package io.fivewhys.collect.kubernetes.logs;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceName;
import io.fivewhys.collect.kubernetes.ClusterObjects;
import io.fivewhys.collect.kubernetes.Metadata;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.fact.read.UnfitFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes facts of the lines that came, and says whose did not. */
final class LogFacts {
  private static final SourceName LOGS = SourceName.of("logs");
  private static final int MOST_REASONS = 3;
  private static final String REVISION = "deployment.kubernetes.io/revision";

  private final Look look;
  private final Map<String, Long> revisions = new HashMap<>();
  private final List<Fact> facts = new ArrayList<>();
  private final Map<String, Set<String>> missing = new LinkedHashMap<>();
  private boolean answered;
  private boolean unknown;

  LogFacts(ClusterObjects objects, Look look) {
    this.look = look;
    for (ReplicaSet each : objects.list(ReplicaSet.class)) {
      String number = Metadata.annotations(each).getOrDefault(REVISION, "");
      if (number.matches("[0-9]{1,15}")) {
        revisions.put(each.getMetadata().getUid(), Long.parseLong(number));
      }
    }
  }

  /** The log before a crash, where there was one, and the log since. */
  void add(Wanted wanted, List<Fetched> fetched) {
    String workload = wanted.workload().name();
    List<String> lines = new ArrayList<>();
    for (Fetched each : fetched) {
      switch (each) {
        case Fetched.Lines some -> {
          answered = true;
          lines.addAll(some.lines());
          // Of a run before a crash its end is wanted, except of a gateway, whose requests count.
          boolean last = each == fetched.getLast();
          if ((last || wanted.isGateways()) && !coversWindow(some)) {
            missing(
                workload,
                "more is logged by "
                    + wanted.podName()
                    + " in the window than is read; see lines, bytes and total-bytes");
          }
        }
        case Fetched.Nothing _ -> answered = true;
        case Fetched.Unknown _ -> unknown = true;
        case Fetched.Forbidden _ ->
            missing(
                workload,
                "may not get pods/log in " + wanted.namespace() + ": grant get on pods/log");
        case Fetched.Broken(String reason, var some) -> {
          lines.addAll(some);
          missing(workload, "the log of " + wanted.podName() + ": " + reason);
        }
      }
    }
    if (!lines.isEmpty()) {
      add(wanted, workload, lines);
    }
  }

  /** Something of this workload's logs was not read. */
  void missing(String workload, String reason) {
    missing.computeIfAbsent(workload, _ -> new LinkedHashSet<>()).add(reason);
  }

  private boolean coversWindow(Fetched.Lines some) {
    boolean begins =
        some.fromBeginning()
            || some.lines().stream()
                .flatMap(it -> RuntimeTime.of(it).stream())
                .findFirst()
                .filter(it -> !it.isAfter(look.from()))
                .isPresent();
    return begins && some.toEnd();
  }

  private void add(Wanted wanted, String workload, List<String> lines) {
    Optional<Long> revision =
        Metadata.controller(wanted.pod()).map(OwnerReference::getUid).map(revisions::get);
    try {
      facts.add(
          FactDraft.of(LogLines.class)
              .set("workload", workload)
              .set("namespace", wanted.namespace())
              .set("pod", wanted.podName())
              .set("revision", revision)
              .set("lines", lines.stream().map(RuntimeTime::withAllDigits).toList())
              .make());
    } catch (UnfitFact e) {
      missing(workload, "the log of " + wanted.podName() + " makes no fact: " + e.getMessage());
    }
  }

  Answer answer() {
    List<Fact> all = new ArrayList<>(facts);
    if (unknown) {
      all.add(LOGS.blind("the API server does not accept the credentials (401)"));
    } else if (!answered && facts.isEmpty() && !missing.isEmpty()) {
      var reasons = new LinkedHashSet<String>();
      missing.values().forEach(reasons::addAll);
      all.add(LOGS.blind(joined(reasons)));
    } else {
      missing.forEach((workload, reasons) -> all.add(LOGS.blind(workload, joined(reasons))));
    }
    return Answer.of(all);
  }

  private static String joined(Set<String> reasons) {
    return reasons.stream().limit(MOST_REASONS).collect(Collectors.joining("; "));
  }
}
