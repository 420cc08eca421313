package io.fivewhys.bench;

import io.fivewhys.fact.Autoscaler;
import io.fivewhys.fact.Calls;
import io.fivewhys.fact.Certificate;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.ConfigChange;
import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.fact.Endpoints;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.LogPattern;
import io.fivewhys.fact.NodeCondition;
import io.fivewhys.fact.Pod;
import io.fivewhys.fact.Quota;
import io.fivewhys.fact.ResourceUsage;
import io.fivewhys.fact.Rollout;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What somebody in a hurry would write instead of rules: {@value #CONDITIONS} conditions over the
 * facts of one snapshot, weights added up by cause and subject, the heaviest first. It follows no
 * chain of calls, weighs nothing against anything, sorts out no order of facts, and says nothing in
 * words: the least that a loop over the facts costs.
 */
final class HandWritten {
  /** How many {@code suspect(...)} there are below. */
  static final int CONDITIONS = 38;

  /** A cause that something speaks for. */
  record Cause(Category category, String subject) {}

  /** A cause with everything that speaks for it. */
  record Weighed(Cause cause, double decibans, List<Fact> facts) {}

  private final Thresholds thresholds;
  private final Map<String, RouteTraffic> failing = new HashMap<>();
  private final Map<String, List<Pod>> pods = new HashMap<>();
  private final Set<String> failingNodes = new HashSet<>();
  private final Set<String> called = new HashSet<>();
  private final Map<Cause, Double> sums = new HashMap<>();
  private final Map<Cause, List<Fact>> facts = new HashMap<>();
  private Instant onset;

  private HandWritten(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  static List<Weighed> diagnose(Snapshot snapshot, Thresholds thresholds) {
    var run = new HandWritten(thresholds);
    run.learn(snapshot);
    if (run.failing.isEmpty()) {
      return List.of();
    }
    for (Fact fact : snapshot.facts()) {
      run.look(fact, snapshot);
    }
    return run.ranking();
  }

  private void learn(Snapshot snapshot) {
    onset = snapshot.observedAt();
    for (Fact fact : snapshot.facts()) {
      switch (fact) {
        case RouteTraffic route when isFailing(route) -> {
          failing.put(route.upstreamName(), route);
          Instant since = route.errorsSince().orElse(snapshot.windowStart());
          onset = since.isBefore(onset) ? since : onset;
        }
        case Pod pod -> pods.computeIfAbsent(pod.owner(), _ -> new ArrayList<>()).add(pod);
        default -> {}
      }
    }
    for (Fact fact : snapshot.facts()) {
      if (fact instanceof Calls calls && failing.containsKey(calls.caller())) {
        called.add(calls.callee());
      }
    }
    failing
        .keySet()
        .forEach(
            name -> pods.getOrDefault(name, List.of()).forEach(pod -> see(pod.nodeName(), pod)));
  }

  private void see(String node, Pod pod) {
    if (pod.isFailing()) {
      failingNodes.add(node);
    }
  }

  private boolean isFailing(RouteTraffic route) {
    OptionalDouble ratio = route.serverErrorRatio();
    double usual = route.baselineErrorRatio().orElse(0);
    return ratio.isPresent()
        && route.serverErrors() >= thresholds.errorCount()
        && ratio.getAsDouble() >= thresholds.errorFactor() * usual
        && ratio.getAsDouble() >= usual + thresholds.errorRatio() / 2;
  }

  private void look(Fact fact, Snapshot snapshot) {
    switch (fact) {
      case RouteTraffic route when failing.get(route.upstreamName()) == route -> route(route);
      case Pod pod when isSuspect(pod.owner()) -> pod(pod);
      case Workload workload when isSuspect(workload.name()) -> workload(workload);
      case Rollout rollout when isSuspect(rollout.workload()) -> rollout(rollout);
      case DependencyProbe probe -> probe(probe);
      case CircuitBreaker breaker when failing.containsKey(breaker.upstream()) -> breaker(breaker);
      case ResourceUsage usage when isSuspect(usage.workload()) -> usage(usage);
      case Calls calls when failing.containsKey(calls.caller()) -> calls(calls);
      case LogPattern log when isSuspect(log.workload()) -> log(log);
      case NodeCondition node when failingNodes.contains(node.node()) -> node(node);
      case Autoscaler scaler when isSuspect(scaler.workload()) && scaler.isAtItsMaximum() ->
          suspect(Category.RESOURCE_EXHAUSTION, scaler.workload(), 8, scaler);
      case Endpoints endpoints when isSuspect(endpoints.backend()) && endpoints.isEmpty() ->
          suspect(Category.UPSTREAM_SERVICE_FAILURE, endpoints.backend(), 6, endpoints);
      case ConfigChange change when isJustBefore(change.at()) ->
          change.affects().stream()
              .filter(this::isSuspect)
              .forEach(name -> suspect(Category.CONFIGURATION_ERROR, name, 9, change));
      case Certificate certificate when certificate.isExpiredAt(snapshot.observedAt()) ->
          certificate.usedBy().stream()
              .filter(this::isSuspect)
              .forEach(name -> suspect(Category.CONFIGURATION_ERROR, name, 20, certificate));
      case Quota quota when quota.isAtLeast(thresholds.exhaustedShare()) ->
          suspect(Category.RESOURCE_EXHAUSTION, quota.name(), 5, quota);
      default -> {}
    }
  }

  private void route(RouteTraffic route) {
    String upstream = route.upstreamName();
    if (route.responses().getOrDefault(500, 0L) > 0) {
      suspect(Category.UPSTREAM_SERVICE_FAILURE, upstream, 5, route);
    }
    if (route.responses().getOrDefault(504, 0L) > 0 || route.flag("UT") > 0) {
      suspect(Category.UPSTREAM_SERVICE_FAILURE, upstream, 7, route);
    }
    if (route.flag("NR") > 0) {
      suspect(Category.CONFIGURATION_ERROR, upstream, 14, route);
    }
    if (route.flag("UO") > 0) {
      suspect(Category.CIRCUIT_BREAKER_ACTIVATION, upstream, 12, route);
    }
    if (route.baselineRequests().orElse(0) > 0
        && route.total() >= thresholds.surgeFactor() * route.baselineRequests().getAsLong()) {
      suspect(Category.TRAFFIC_SURGE, upstream, 9, route);
    }
  }

  private void pod(Pod pod) {
    if (pod.isCrashing()) {
      suspect(Category.UPSTREAM_SERVICE_FAILURE, pod.owner(), 12, pod);
    }
    if (pod.isOomKilled()) {
      suspect(Category.RESOURCE_EXHAUSTION, pod.owner(), 14, pod);
    }
    if (pod.cannotPullImage()) {
      suspect(Category.DEPLOYMENT_ISSUE, pod.owner(), 16, pod);
    }
    if (pod.cannotBeConfigured()) {
      suspect(Category.CONFIGURATION_ERROR, pod.owner(), 12, pod);
    }
    if (pod.isRunningButUnready() && !pod.isCrashing()) {
      suspect(Category.UPSTREAM_SERVICE_FAILURE, pod.owner(), 10, pod);
    }
    if (pod.isUnscheduled()) {
      suspect(Category.INFRASTRUCTURE_FAILURE, pod.owner(), 8, pod);
    }
  }

  private void workload(Workload workload) {
    if (workload.isScaledToZero()) {
      suspect(Category.UPSTREAM_SERVICE_FAILURE, workload.name(), 20, workload);
    } else if (workload.ready().isPresent() && workload.ready().getAsLong() == 0) {
      suspect(Category.UPSTREAM_SERVICE_FAILURE, workload.name(), 8, workload);
    } else if (workload.isShort()) {
      suspect(Category.UPSTREAM_SERVICE_FAILURE, workload.name(), 3, workload);
    }
  }

  private void rollout(Rollout rollout) {
    if (rollout.isHarmless() || !isJustBefore(Optional.of(rollout.at()))) {
      return;
    }
    suspect(Category.DEPLOYMENT_ISSUE, rollout.workload(), 9, rollout);
    if (rollout.hasFailed()) {
      suspect(Category.DEPLOYMENT_ISSUE, rollout.workload(), 9, rollout);
    }
    boolean newFails = false;
    boolean oldServes = false;
    boolean oldFails = false;
    for (Pod pod : pods.getOrDefault(rollout.workload(), List.of())) {
      newFails |= pod.isOfRevision(rollout.revision()) && pod.isFailing();
      oldServes |= pod.isOfOtherRevision(rollout.revision()) && pod.isServing();
      oldFails |= pod.isOfOtherRevision(rollout.revision()) && pod.isFailing();
    }
    if (newFails && oldServes && !oldFails) {
      suspect(Category.DEPLOYMENT_ISSUE, rollout.workload(), 18, rollout);
    }
  }

  private void probe(DependencyProbe probe) {
    long users = probe.usedBy().stream().filter(failing::containsKey).count();
    if (users == 0) {
      return;
    }
    if (!probe.ok()) {
      suspect(Category.DEPENDENCY_FAILURE, probe.dependency(), 16, probe);
    }
    if (probe.isSlow(thresholds.slowFactor(), thresholds.slowMillis())) {
      suspect(Category.DEPENDENCY_FAILURE, probe.dependency(), 10, probe);
    }
    if (users >= 2 && !probe.ok()) {
      suspect(Category.DEPENDENCY_FAILURE, probe.dependency(), 6, probe);
    }
  }

  private void breaker(CircuitBreaker breaker) {
    boolean healthy =
        pods.getOrDefault(breaker.upstream(), List.of()).stream().noneMatch(Pod::isFailing);
    if (breaker.isNotClosed() && healthy) {
      suspect(Category.CIRCUIT_BREAKER_ACTIVATION, breaker.upstream(), 14, breaker);
    }
    if (breaker.isForcedOpen()) {
      suspect(Category.CIRCUIT_BREAKER_ACTIVATION, breaker.upstream(), 20, breaker);
    }
    if (breaker.rejected().orElse(0) > 0 && breaker.isLimitUsedAtLeast(1) && healthy) {
      suspect(Category.CIRCUIT_BREAKER_ACTIVATION, breaker.upstream(), 12, breaker);
    }
  }

  private void usage(ResourceUsage usage) {
    if (usage.isAtLeast(thresholds.exhaustedShare())) {
      suspect(Category.RESOURCE_EXHAUSTION, usage.workload(), 10, usage);
    }
    if (usage.isThrottledAtLeast(thresholds.throttledShare())) {
      suspect(Category.RESOURCE_EXHAUSTION, usage.workload(), 8, usage);
    }
  }

  private void calls(Calls calls) {
    if (calls.failsAtLeast(thresholds.callErrorRatio())) {
      suspect(Category.UPSTREAM_SERVICE_FAILURE, calls.callee(), 8, calls);
    }
    if (calls.isSlow(thresholds.slowFactor(), thresholds.slowMillis())) {
      suspect(Category.UPSTREAM_SERVICE_FAILURE, calls.callee(), 6, calls);
    }
  }

  private void log(LogPattern log) {
    double usual = log.baselineCount().orElse(0);
    if (log.count() < Math.max(1, thresholds.logCount())
        || log.count() < thresholds.logFactor() * usual) {
      return;
    }
    switch (log.pattern()) {
      case CODE_ERROR, PROCESS_CRASH, DEADLOCK, SCHEMA_MISMATCH ->
          suspect(Category.UPSTREAM_SERVICE_FAILURE, log.workload(), 11, log);
      case OUT_OF_MEMORY,
          CONNECTION_POOL_EXHAUSTED,
          DISK_FULL,
          TOO_MANY_OPEN_FILES,
          QUOTA_EXCEEDED ->
          suspect(Category.RESOURCE_EXHAUSTION, log.workload(), 12, log);
      case CONFIG_MISSING, AUTH_FAILURE, TLS_FAILURE, POLICY_DENIED ->
          suspect(Category.CONFIGURATION_ERROR, log.workload(), 10, log);
      default -> log.target().ifPresent(it -> suspect(Category.DEPENDENCY_FAILURE, it, 8, log));
    }
  }

  private void node(NodeCondition node) {
    if (node.isNotReady() || node.isUnderPressure() || node.isNetworkUnavailable()) {
      suspect(Category.INFRASTRUCTURE_FAILURE, node.node(), 14, node);
    }
  }

  /** It fails at the gateway, or one that does calls it. */
  private boolean isSuspect(String name) {
    return failing.containsKey(name) || called.contains(name);
  }

  private boolean isJustBefore(Optional<Instant> change) {
    return change.isPresent()
        && !change.get().isAfter(onset.plusSeconds(90))
        && Duration.between(change.get(), onset).toMinutes() < 90;
  }

  private void suspect(Category category, String subject, double decibans, Fact fact) {
    var cause = new Cause(category, subject);
    sums.merge(cause, decibans, Double::sum);
    facts.computeIfAbsent(cause, _ -> new ArrayList<>()).add(fact);
  }

  private List<Weighed> ranking() {
    return sums.entrySet().stream()
        .map(sum -> new Weighed(sum.getKey(), sum.getValue(), facts.get(sum.getKey())))
        .sorted(
            Comparator.comparingDouble(Weighed::decibans)
                .reversed()
                .thenComparing(it -> it.cause().subject()))
        .toList();
  }
}
