package io.fivewhys.intervene;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** What is wrong at which gateway, and what a look makes of it, as a test tells. */
final class SickGateways {
  final List<Action> recommended = new ArrayList<>(List.of(Action.UNDO_ROLLOUT));

  /** What is wrong at gateways other than {@link Stage#GATEWAY}: the names of their workloads. */
  final Map<String, String> others = new ConcurrentHashMap<>();

  /** What looks see besides the traffic. */
  final List<Fact> seen = new CopyOnWriteArrayList<>();

  volatile boolean isTrafficSeen = true;

  volatile long replicas = 4;

  volatile long toRevision = 41;

  /** What a look makes of it, besides what is usual. */
  volatile UnaryOperator<List<Diagnosis.Cause>> causes = UnaryOperator.identity();

  private volatile double errorRatio = 0.6;

  void errorRatio(double next) {
    errorRatio = next;
  }

  Set<String> names() {
    var all = new HashSet<>(others.keySet());
    all.add(Stage.GATEWAY);
    return all;
  }

  List<Fact> facts(Diagnosis diagnosis) {
    double ratio = diagnosis.verdict() == Verdict.HEALTHY ? 0 : errorRatio;
    long errors = Math.round(1_000 * ratio);
    List<Fact> facts = new ArrayList<>(seen);
    if (isTrafficSeen) {
      facts.add(
          FactDraft.of(RouteTraffic.class)
              .set("route", "/orders")
              .set("responses", Map.of(200, 1_000 - errors, 503, errors))
              .make());
    }
    return facts;
  }

  Diagnosis sick() {
    return sick(Stage.GATEWAY);
  }

  Diagnosis sick(String gateway) {
    Diagnosis.Cause cause = SampleDiagnoses.badReleaseOf(others.getOrDefault(gateway, "orders"));
    List<Diagnosis.Mitigation> mitigations =
        recommended.stream().map(action -> mitigation(action, cause.subject())).toList();
    return SampleDiagnoses.withSymptoms(
        SampleDiagnoses.diagnosis(
            gateway,
            "shop",
            Verdict.DIAGNOSED,
            Instant.EPOCH,
            causes.apply(List.of(with(cause, cause.confidence(), mitigations)))),
        new Diagnosis.Symptom("/orders answers 6 of 10 requests with 5xx", List.of(0)));
  }

  /** The same, less sure. */
  static Diagnosis.Cause sure(Diagnosis.Cause cause, double confidence) {
    return with(cause, confidence, cause.mitigations());
  }

  private static Diagnosis.Cause with(
      Diagnosis.Cause cause, double confidence, List<Diagnosis.Mitigation> mitigations) {
    return new Diagnosis.Cause(
        cause.category(),
        cause.mechanism(),
        cause.subject(),
        confidence,
        cause.summary(),
        cause.why(),
        cause.evidence(),
        mitigations,
        cause.fixes(),
        cause.runbooks(),
        cause.prior(),
        cause.competition(),
        cause.score(),
        cause.explains());
  }

  private Diagnosis.Mitigation mitigation(Action action, Subject subject) {
    Map<String, Object> parameters =
        switch (action) {
          case UNDO_ROLLOUT -> Map.of("toRevision", toRevision);
          case SCALE_OUT -> Map.of("replicas", replicas);
          case RESTART_WORKLOAD, DELETE_POD, RESET_CIRCUIT_BREAKER, REVERT_CONFIG, MANUAL ->
              Map.of();
        };
    Subject target =
        action == Action.RESET_CIRCUIT_BREAKER
            ? Subject.of("CircuitBreaker", subject.name())
            : subject;
    return new Diagnosis.Mitigation(
        action,
        Optional.of(target),
        parameters,
        action.toString(),
        "kubectl …",
        Risk.LOW,
        "it should help");
  }

  Diagnosis well() {
    return well(Stage.GATEWAY);
  }

  Diagnosis well(String gateway) {
    return SampleDiagnoses.withSymptoms(
        SampleDiagnoses.diagnosis(gateway, "shop", Verdict.HEALTHY, Instant.EPOCH, List.of()));
  }
}
