package io.fivewhys.mitigate.guard;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Pod;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.Workload;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.incident.Mark;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Effect;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Reach;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Remedy;
import io.fivewhys.mitigate.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A case to which nobody objects, and what makes another of it. */
final class Situation {
  static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  static final Subject ORDERS = Subject.of("Deployment", "shop", "orders");
  static final CauseKey BAD_ROLLOUT = new CauseKey(Category.DEPLOYMENT_ISSUE, ORDERS);

  Instant now = NOW;
  Instant seenAt = NOW.minusSeconds(10);
  String lookedAt = "edge";
  String namespace = "shop";
  CauseKey cause = BAD_ROLLOUT;
  double recommended = 0.95;
  Remedy wanted = new Remedy.RestartWorkload(ORDERS);
  Optional<Remedy> planned = Optional.empty();
  Optional<String> uid = Optional.of("u-1");
  Optional<String> diagnosed = Optional.of("u-1");
  Reach reach = reach(4, 3, 1);
  Mode decided = Mode.AUTO;
  boolean twoPeople;
  Optional<Mark> stopped = Optional.empty();
  Optional<String> silence = Optional.empty();
  int openIncidents = 1;
  Optional<String> inverseOf = Optional.empty();
  final List<Fact> facts = new ArrayList<>(List.of(traffic(), workload("orders", 4, 3)));
  final List<Diagnosis.Cause> causes = new ArrayList<>(List.of(cause(BAD_ROLLOUT, 0.95)));
  final List<Past> past = new ArrayList<>();
  final List<Past> alike = new ArrayList<>();

  static Reach reach(int desired, int ready, int disturbed) {
    return new Reach(
        Map.of("app", "orders"),
        OptionalInt.of(desired),
        OptionalInt.of(ready),
        OptionalInt.of(disturbed));
  }

  static Diagnosis.Cause cause(CauseKey key, double confidence) {
    return new Diagnosis.Cause(
        key.category(),
        "some",
        key.subject(),
        confidence,
        key.words(),
        List.of("symptom", "cause"),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        0,
        0,
        0,
        List.of());
  }

  static RouteTraffic traffic() {
    return new RouteTraffic(
        "GET /orders",
        Optional.of("orders"),
        Map.of(500, 10L, 200, 10L),
        Map.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Workload workload(String name, long desired, long ready) {
    return workload(name, OptionalLong.of(desired), OptionalLong.of(ready));
  }

  static Workload workload(String name, OptionalLong desired, OptionalLong ready) {
    return new Workload(
        name,
        Optional.of("shop"),
        Optional.empty(),
        Optional.empty(),
        desired,
        ready,
        ready,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Pod pod(String name, String owner, boolean ready) {
    return new Pod(
        name,
        Optional.of("shop"),
        Optional.of(owner),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.of(Pod.Phase.RUNNING),
        Optional.of(ready),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Of the same incident, gateway and target, done and of no use, so long ago. */
  static Past past(String id, Duration ago) {
    return past(id, ago, InterventionState.DONE, Optional.of(Effect.NOT_YET));
  }

  static Past past(String id, Duration ago, InterventionState state, Optional<Effect> effect) {
    return past(id, ago, "Deployment/shop/orders", state, effect);
  }

  static Past past(
      String id, Duration ago, String target, InterventionState state, Optional<Effect> effect) {
    return new Past(
        id,
        "I-1",
        "edge",
        Action.RESTART_WORKLOAD,
        target,
        BAD_ROLLOUT,
        state,
        NOW.minus(ago),
        effect,
        Optional.empty());
  }

  /** The same, of everything else. */
  static Past elsewhere(Past it, Action action) {
    return new Past(
        it.id(),
        "I-9",
        "other-gateway",
        action,
        "Deployment/other/x",
        it.cause(),
        it.state(),
        it.begunAt(),
        it.effect(),
        Optional.empty());
  }

  /** About one pod. */
  Situation deleting(String pod) {
    wanted = new Remedy.DeletePod(Subject.of("Pod", "shop", pod), false);
    return this;
  }

  /** About a breaker. */
  Situation resetting(Optional<String> upstream) {
    wanted = new Remedy.ResetCircuitBreaker(Subject.of("CircuitBreaker", "orders-cb"), upstream);
    cause = new CauseKey(Category.CIRCUIT_BREAKER_ACTIVATION, wanted.target());
    causes.clear();
    causes.add(cause(cause, 0.95));
    facts.clear();
    facts.addAll(List.of(traffic(), workload("orders", 4, 4), pod("orders-1", "orders", true)));
    uid = Optional.empty();
    diagnosed = Optional.empty();
    reach = Reach.NOTHING;
    return this;
  }

  Recommendation recommendation() {
    return new Recommendation(
        "edge",
        namespace,
        "D-1",
        seenAt,
        cause,
        recommended,
        wanted,
        "Restart orders",
        "kubectl rollout restart",
        Risk.MEDIUM,
        "it hangs",
        diagnosed);
  }

  Case it() {
    var plan =
        new Plan(
            planned.orElse(wanted), uid, Optional.empty(), "kubectl", List.of(), Optional.empty());
    var decision = new Decision(decided, "rule", twoPeople, false, false, 1, "rule says so");
    return new Case(
        "V-1",
        "I-1",
        recommendation(),
        plan,
        reach,
        decision,
        new Snapshot(lookedAt, "shop", seenAt, Duration.ofMinutes(5), facts),
        diagnosis(),
        new World(now, stopped, silence, past, alike, openIncidents),
        inverseOf);
  }

  private Diagnosis diagnosis() {
    return new Diagnosis(
        "D-2",
        lookedAt,
        "shop",
        seenAt,
        causes.isEmpty() ? Diagnosis.Verdict.HEALTHY : Diagnosis.Verdict.DIAGNOSED,
        "summary",
        List.of(),
        causes,
        List.of(),
        List.of(),
        List.of(),
        new Diagnosis.Escalation(false, Duration.ofMinutes(20), "team", "#x", "pd", ""),
        new Diagnosis.RulebookRef("r"),
        List.of());
  }
}
