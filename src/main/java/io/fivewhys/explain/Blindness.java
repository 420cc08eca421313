package io.fivewhys.explain;

import io.fivewhys.diagnose.WorkingMemory;
import io.fivewhys.fact.Blind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which blind sources could have told what was looked for. */
final class Blindness {
  /** What each source tells, by the names of types; what is drawn from it too. */
  private static final Map<String, Set<String>> TOLD_BY =
      Map.of(
          "kubernetes",
          Set.of(
              "Pod",
              "Workload",
              "Rollout",
              "ConfigChange",
              "ClusterEvent",
              "NodeCondition",
              "Endpoints",
              "Autoscaler",
              "Quota",
              "VolumeClaim",
              "Component",
              "Setting"),
          "prometheus",
          Set.of(
              "RouteTraffic",
              "Calls",
              "ResourceUsage",
              "Signal",
              "NetworkPath",
              "FailingRoute",
              "Suspect",
              "Leads"),
          "logs",
          Set.of(
              "LogPattern",
              "LogLines",
              "Trouble",
              "RouteTraffic",
              "FailingRoute",
              "Suspect",
              "Leads"),
          "breakers",
          Set.of("CircuitBreaker"),
          "probes",
          Set.of("DependencyProbe", "Certificate", "NetworkPath"),
          "alertmanager",
          Set.of("Alert"));

  /** What tells of changes; a source may be blind for these alone. */
  private static final Set<String> CHANGES = Set.of("Rollout", "ConfigChange");

  private final List<Blind> blind;
  private final WorkingMemory memory;

  Blindness(WorkingMemory memory) {
    this.memory = memory;
    this.blind =
        memory.at("evidence").stream()
            .filter(Blind.class::isInstance)
            .map(Blind.class::cast)
            .toList();
  }

  /**
   * @param types what was looked for, by the names of types
   * @param names whom it was looked for about; a source that is blind for others does not count
   */
  List<Explanation.BlindSource> of(Collection<String> types, Collection<String> names) {
    return blind.stream()
        .filter(it -> types.stream().anyMatch(type -> tells(it, type, names)))
        .limit(Explanation.MOST_LISTED)
        .map(
            it ->
                new Explanation.BlindSource(
                    memory.position(it), it.source(), it.subject(), it.reason()))
        .toList();
  }

  private static boolean tells(Blind blind, String type, Collection<String> names) {
    // A source of one's own tells signals.
    Set<String> told = TOLD_BY.getOrDefault(blind.source(), Set.of("Signal"));
    if (!told.contains(type)) {
      return false;
    }
    return blind
        .subject()
        .map(it -> it.equals("changes") ? CHANGES.contains(type) : names.contains(it))
        .orElse(true);
  }
}
