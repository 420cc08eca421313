package io.fivewhys.mitigate;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.inference.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Which remedies a mitigation means; none where it does not say so exactly. */
final class Remedies {
  private static final String FROM_REVISION = "fromRevision";
  private static final String TO_REVISION = "toRevision";
  private static final Set<String> REVISIONS = Set.of(FROM_REVISION, TO_REVISION);
  private static final String REPLICAS = "replicas";
  private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "DaemonSet");
  private static final Set<String> SCALABLE = Set.of("Deployment", "StatefulSet");

  private Remedies() {}

  /** More than one only where one thing has to be done to several. */
  static List<Remedy> of(
      Diagnosis.Mitigation mitigation, Diagnosis.Cause cause, Snapshot snapshot) {
    Optional<Subject> target = mitigation.target();
    Map<String, Object> parameters = mitigation.parameters();
    return switch (mitigation.action()) {
      case RESTART_WORKLOAD ->
          object(target, WORKLOADS, snapshot)
              .filter(_ -> parameters.isEmpty())
              .map(it -> (Remedy) new Remedy.RestartWorkload(it))
              .toList();
      case DELETE_POD ->
          object(target, Set.of("Pod"), snapshot)
              .filter(_ -> parameters.isEmpty())
              .map(it -> (Remedy) new Remedy.DeletePod(it, false))
              .toList();
      case UNDO_ROLLOUT ->
          object(target, WORKLOADS, snapshot)
              .filter(_ -> areOnly(REVISIONS, parameters, Long.MAX_VALUE))
              .map(it -> undo(it, parameters))
              .toList();
      case SCALE_OUT ->
          object(target, SCALABLE, snapshot)
              .filter(_ -> areOnly(Set.of(REPLICAS), parameters, Integer.MAX_VALUE))
              .map(it -> (Remedy) new Remedy.ScaleOut(it, replicas(parameters)))
              .toList();
      case REVERT_CONFIG ->
          object(target, Set.of("ConfigMap"), snapshot)
              .filter(_ -> parameters.isEmpty())
              .map(it -> (Remedy) new Remedy.RevertConfig(it, Optional.empty()))
              .toList();
      case RESET_CIRCUIT_BREAKER ->
          target.filter(it -> it.kind().equals("CircuitBreaker") && parameters.isEmpty()).stream()
              .flatMap(it -> resets(it, cause, snapshot))
              .toList();
      case MANUAL -> List.of();
    };
  }

  /** The target in its namespace, where it is of one of these kinds and can be named so. */
  private static Stream<Subject> object(
      Optional<Subject> target, Set<String> kinds, Snapshot snapshot) {
    return target.stream()
        .filter(it -> kinds.contains(it.kind()))
        .map(it -> Subject.of(it.kind(), it.namespace().orElse(snapshot.namespace()), it.name()))
        .filter(
            it -> KubernetesName.is(it.name()) && KubernetesName.is(it.namespace().orElseThrow()));
  }

  /** None but these, each a whole number of 1 or more. */
  private static boolean areOnly(Set<String> names, Map<String, Object> parameters, long most) {
    return names.containsAll(parameters.keySet())
        && parameters.keySet().stream()
            .allMatch(
                name -> number(parameters, name).stream().anyMatch(it -> it >= 1 && it <= most));
  }

  private static OptionalLong number(Map<String, Object> parameters, String name) {
    return switch (parameters.get(name)) {
      case Integer it -> OptionalLong.of(it);
      case Long it -> OptionalLong.of(it);
      case null, default -> OptionalLong.empty();
    };
  }

  private static Remedy undo(Subject target, Map<String, Object> parameters) {
    return new Remedy.UndoRollout(
        target, number(parameters, FROM_REVISION), number(parameters, TO_REVISION));
  }

  private static OptionalInt replicas(Map<String, Object> parameters) {
    OptionalLong given = number(parameters, REPLICAS);
    return given.isPresent() ? OptionalInt.of((int) given.getAsLong()) : OptionalInt.empty();
  }

  /**
   * Rules name a breaker by what lies behind it, gateways by a name of its own: the facts know
   * both. Each breaker that holds requests back is reset; where no fact knows one, whoever resets
   * has to find it among those that the gateway lists.
   */
  private static Stream<Remedy> resets(Subject target, Diagnosis.Cause cause, Snapshot snapshot) {
    List<CircuitBreaker> known =
        snapshot.facts().stream()
            .filter(CircuitBreaker.class::isInstance)
            .map(CircuitBreaker.class::cast)
            .filter(it -> isMeant(it, target))
            .toList();
    List<CircuitBreaker> shut =
        known.stream().filter(it -> it.isNotClosed() || it.ejectedHosts().orElse(0) > 0).toList();
    if (known.isEmpty()) {
      return Stream.of(new Remedy.ResetCircuitBreaker(target, behind(target, cause)));
    }
    return (shut.isEmpty() ? known : shut)
        .stream()
            .map(
                it ->
                    (Remedy)
                        new Remedy.ResetCircuitBreaker(
                            new Subject(
                                target.kind(), target.namespace(), it.name().orElse(target.name())),
                            Optional.of(it.upstream())))
            .distinct();
  }

  private static boolean isMeant(CircuitBreaker breaker, Subject target) {
    return breaker.upstream().equals(target.name())
        || breaker.name().filter(target.name()::equals).isPresent();
  }

  /** The workload that the cause is about, where the breaker is named by it. */
  private static Optional<String> behind(Subject target, Diagnosis.Cause cause) {
    return Optional.of(cause.subject())
        .filter(it -> WORKLOADS.contains(it.kind()) && it.name().equals(target.name()))
        .map(Subject::name);
  }
}
