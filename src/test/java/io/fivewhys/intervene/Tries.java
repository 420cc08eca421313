package io.fivewhys.intervene;

import static io.fivewhys.intervene.Tries.Moment.ACT;
import static io.fivewhys.intervene.Tries.Moment.APPROVAL;
import static io.fivewhys.intervene.Tries.Moment.INTENT;
import static io.fivewhys.intervene.Tries.Moment.PLAN;
import static io.fivewhys.intervene.Tries.Moment.REQUEST;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Workload;
import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.incident.SilenceDraft;
import io.fivewhys.incident.SilenceScope;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Subject;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Policy;
import io.fivewhys.mitigate.Reach;
import io.fivewhys.mitigate.Remedy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** What may stand in the way of an intervention, and when it may come. */
final class Tries {
  /** When the obstacle comes. */
  enum Moment {
    /** Before anything is planned. */
    PLAN,
    /** The same, and a person wants it by the API, and approves it whatever is said. */
    REQUEST,
    /** After a person has approved. */
    APPROVAL,
    /** After the policy has let it be done. */
    INTENT,
    /** When the intent stands on the disk. */
    ACT
  }

  interface Step {
    void happen(Stage stage) throws InterruptedException;
  }

  /**
   * @param guard that has to object
   * @param how for people
   * @param setting in which nothing objects yet
   */
  record Try(String guard, String how, Set<Moment> moments, Step setting, Step obstacle) {
    /** How many pods there are is looked up when it is planned, and right before it is done. */
    boolean isSeenAtTheTargetAlone(Moment moment) {
      return (guard.equals("last-ready") || guard.equals("disturbed-at-once"))
          && (moment == INTENT || moment == APPROVAL);
    }

    /** Whether the obstacle is what else stands in the store. */
    boolean isOfTheStore() {
      return Set.of(
                  "stop-switch",
                  "silence",
                  "too-much-broken",
                  "one-at-a-time",
                  "not-repeated",
                  "brought-back",
                  "failures",
                  "cooldown",
                  "hourly-budget",
                  "disruption-budget")
              .contains(guard)
          || how.equals(UNHELPFUL);
    }

    Moment last() {
      return moments.stream().max(Comparator.naturalOrder()).orElseThrow();
    }

    @Override
    public String toString() {
      return guard + ": " + how;
    }
  }

  private static final Step NOTHING = _ -> {};
  private static final String UNHELPFUL = "it stopped helping, at other gateways";

  private static final Set<Moment> EVER = EnumSet.allOf(Moment.class);
  private static final Set<Moment> ALWAYS = EnumSet.of(REQUEST, INTENT, ACT);

  /**
   * Not while the one that is tried is in flight itself, which the other would have to wait for.
   */
  private static final Set<Moment> BEFORE = EnumSet.of(REQUEST, INTENT);

  /** It would not even be recommended otherwise. */
  private static final Set<Moment> ONCE_PLANNED = EnumSet.of(INTENT, ACT);

  private static final Set<Moment> AT_FIRST = EnumSet.of(PLAN, REQUEST);

  static final List<Try> ALL =
      List.of(
          of(
              "stop-switch",
              "another replica is told to stop",
              EVER,
              it -> it.replica().desk().stop("ann", "now")),
          of(
              "target",
              "another object of the name than was diagnosed",
              AT_FIRST,
              it -> it.gateways.seen.add(workload(3, 3, "uid-0"))),
          of(
              "protected-namespaces",
              "another replica puts a policy in force",
              ALWAYS,
              written("protected-namespaces: [shop]")),
          of(
              "policy",
              "another replica puts one in force that only recommends",
              EVER,
              it -> it.stored = Optional.of(QuickPolicy.limited("mode: recommend"))),
          of(
              "policy",
              UNHELPFUL,
              EnumSet.of(INTENT, ACT),
              it -> {
                for (String each : List.of("north", "east", "west")) {
                  inVain(it, each, each + "-orders");
                }
              }),
          of(
              "freeze-window",
              "a freeze begins",
              ALWAYS,
              written(
                  "freezes: [{type: once, reason: sale, from: 2020-01-01T00:00:00Z,"
                      + " to: 2199-01-01T00:00:00Z}]")),
          of("silence", "somebody silences it", EVER, Tries::silence),
          of(
              "data",
              "the cluster is not seen any more",
              ALWAYS,
              it ->
                  it.gateways.seen.add(
                      FactDraft.of(Blind.class).set("source", "kubernetes").make())),
          of(
              "data",
              "the traffic is not seen any more",
              ONCE_PLANNED,
              it -> it.gateways.isTrafficSeen = false),
          of(
              "data",
              "the clock of whoever looks is put forward",
              ONCE_PLANNED,
              it -> it.ahead = Duration.ofMinutes(10)),
          of(
              "data",
              "the clock of whoever looks is put back",
              ONCE_PLANNED,
              it -> it.ahead = Duration.ofMinutes(-10)),
          of(
              "cause-gone",
              "the cause is another",
              ONCE_PLANNED,
              it -> it.gateways.causes = _ -> List.of(SampleDiagnoses.badReleaseOf("cart"))),
          of(
              "confidence",
              "the cause is less sure",
              ALWAYS,
              it -> it.gateways.causes = them -> List.of(SickGateways.sure(them.getFirst(), 0.6))),
          of(
              "not-a-dependency",
              "a dependency's failure comes first",
              ONCE_PLANNED,
              it -> {
                it.gateways.recommended.clear();
                it.gateways.recommended.add(Action.RESTART_WORKLOAD);
              },
              it ->
                  it.gateways.causes =
                      them -> {
                        var all = new ArrayList<>(them);
                        all.addFirst(
                            about(
                                them.getFirst(),
                                Category.DEPENDENCY_FAILURE,
                                Subject.of("Dependency", "orders-db")));
                        return all;
                      }),
          of(
              "upstream-healthy",
              "a pod behind the breaker is not ready",
              ALWAYS,
              Tries::breaker,
              it -> {
                it.gateways.seen.removeIf(Workload.class::isInstance);
                it.gateways.seen.add(workload(3, 2, "uid-1"));
              }),
          of(
              "too-much-broken",
              "three other gateways break",
              ALWAYS,
              it -> {
                for (String each : List.of("north", "east", "west")) {
                  it.gateways.others.put(each, each + "-orders");
                  it.accept(it.gateways.sick(each));
                }
                limits("most-broken-gateways: 3").happen(it);
              }),
          of(
              "last-ready",
              "only one pod is ready",
              ALWAYS,
              it -> it.actuator.reach = reach(3, 1, 1)),
          of(
              "disturbed-at-once",
              "most pods would be away",
              ALWAYS,
              it -> it.actuator.reach = reach(4, 4, 3)),
          of(
              "most-replicas",
              "another replica puts a bound in force",
              ALWAYS,
              it -> {
                it.gateways.recommended.clear();
                it.gateways.recommended.add(Action.SCALE_OUT);
              },
              limits("most-replicas: 3")),
          of(
              "one-at-a-time",
              "the same target is in flight because of another gateway",
              BEFORE,
              it -> begin(it, "east", "orders")),
          of(
              "not-repeated",
              "it did not help",
              EnumSet.of(REQUEST),
              it -> inVain(it, Stage.GATEWAY, "orders")),
          of("brought-back", "it was taken away for another gateway", BEFORE, Tries::takeAway),
          of(
              "failures",
              "it failed for another gateway",
              BEFORE,
              it -> {
                it.actuator.outcome = new Acted.NotDone("conflict");
                begin(it, "east", "orders");
                it.actuator.outcome = new Acted.Done("seen");
                limits("most-failures: 1").happen(it);
              }),
          of("cooldown", "of the target", BEFORE, after("orders", "target-cooldown: 10m")),
          of("cooldown", "of the action", ALWAYS, after("cart", "action-cooldown: 10m")),
          of("cooldown", "of the gateway", AT_FIRST, afterAnother("gateway-cooldown: 10m")),
          of("hourly-budget", "of the target", BEFORE, after("orders", "target-per-hour: 1")),
          of("hourly-budget", "of the action", ALWAYS, after("cart", "action-per-hour: 1")),
          of("hourly-budget", "of the gateway", AT_FIRST, afterAnother("gateway-per-hour: 1")),
          of("disruption-budget", "an hour", EVER, after("cart", "all-per-hour: 1")),
          of(
              "disruption-budget",
              "at once",
              ALWAYS,
              it -> {
                begin(it, "east", "cart");
                limits("most-in-flight: 1").happen(it);
              }));

  private Tries() {}

  private static Try of(String guard, String how, Set<Moment> moments, Step obstacle) {
    return of(guard, how, moments, NOTHING, obstacle);
  }

  private static Try of(
      String guard, String how, Set<Moment> moments, Step setting, Step obstacle) {
    return new Try(guard, how, moments, setting, obstacle);
  }

  /** Another replica puts it in force; who tries has not heard of it. */
  private static Step limits(String... limits) {
    return it -> it.stored = Optional.of(QuickPolicy.limited("mode: auto", limits));
  }

  private static Step written(String yaml) {
    return it ->
        it.stored = Optional.of(QuickPolicy.written("rules: [{name: all, mode: auto}]\n" + yaml));
  }

  /** At another gateway something was done that helped; then a limit comes in force. */
  private static Step after(String workload, String limit) {
    return it -> {
      begin(it, "east", workload);
      it.lookWell("east");
      expect(it.newest("east"), InterventionState.DONE);
      limits(limit).happen(it);
    };
  }

  /** Something else was done about the same incident. */
  private static Step afterAnother(String limit) {
    return it -> {
      it.gateways.recommended.set(0, Action.RESTART_WORKLOAD);
      inVain(it, Stage.GATEWAY, "orders");
      it.gateways.recommended.set(0, Action.UNDO_ROLLOUT);
      limits(limit).happen(it);
    };
  }

  /** Does something at a gateway by itself, whatever the policy says elsewhere. */
  private static void begin(Stage it, String gateway, String workload) throws InterruptedException {
    begin(it, gateway, workload, QuickPolicy.limited("mode: auto"));
  }

  private static void begin(Stage it, String gateway, String workload, Policy auto)
      throws InterruptedException {
    if (!gateway.equals(Stage.GATEWAY)) {
      it.gateways.others.put(gateway, workload);
    }
    Policy before = it.policy;
    it.policy = auto;
    int acted = it.actuator.acted.size();
    it.look(gateway);
    it.work(it.one, it.newest(gateway));
    it.policy = before;
    if (it.actuator.acted.size() != acted + 1) {
      throw new AssertionError("nothing was done: " + it.newest(gateway));
    }
  }

  private static void inVain(Stage it, String gateway, String workload)
      throws InterruptedException {
    var impatient =
        new QuickPolicy(QuickPolicy.limited("mode: auto"), Duration.ofMinutes(1), Duration.ZERO);
    begin(it, gateway, workload, impatient);
    List<Action> all = List.copyOf(it.gateways.recommended);
    it.gateways.recommended.clear();
    it.look(gateway);
    it.gateways.recommended.addAll(all);
    expect(it.newest(gateway), InterventionState.DONE);
  }

  private static void expect(Intervention it, InterventionState state) {
    if (it.state() != state) {
      throw new AssertionError(it.id() + " is " + it.state());
    }
  }

  private static void takeAway(Stage it) throws InterruptedException {
    it.gateways.toRevision = 40;
    it.actuator.inverse =
        Optional.of(
            new Remedy.UndoRollout(
                Subject.of("Deployment", "shop", "orders"), OptionalLong.of(41)));
    begin(it, "east", "orders");
    it.lookWell("east");
    it.gateways.toRevision = 41;
    it.actuator.inverse = Optional.empty();
  }

  private static void silence(Stage it) {
    Instant now = it.database.clock().instant();
    var draft =
        new SilenceDraft(
            new SilenceScope(Stage.GATEWAY, Optional.empty(), Optional.empty()),
            now.minusSeconds(1),
            now.plus(Duration.ofHours(1)),
            "I work on it");
    it.database.change(handle -> it.silences.add(handle, draft, "ann").orElseThrow());
  }

  private static void breaker(Stage it) {
    it.gateways.recommended.clear();
    it.gateways.recommended.add(Action.RESET_CIRCUIT_BREAKER);
    it.gateways.causes =
        them ->
            List.of(
                about(
                    them.getFirst(),
                    Category.CIRCUIT_BREAKER_ACTIVATION,
                    Subject.of("CircuitBreaker", "orders")));
    it.gateways.seen.add(
        FactDraft.of(CircuitBreaker.class)
            .set("name", "orders")
            .set("upstream", "orders")
            .set("state", CircuitBreaker.State.OPEN)
            .make());
    it.gateways.seen.add(workload(3, 3, "uid-1"));
  }

  private static Diagnosis.Cause about(Diagnosis.Cause like, Category category, Subject subject) {
    return new Diagnosis.Cause(
        category,
        like.mechanism(),
        subject,
        like.confidence(),
        like.summary(),
        like.why(),
        like.evidence(),
        like.mitigations(),
        like.fixes(),
        like.runbooks(),
        like.prior(),
        like.competition(),
        like.score(),
        like.explains());
  }

  private static Fact workload(long desired, long ready, String uid) {
    return FactDraft.of(Workload.class)
        .set("name", "orders")
        .set("desired", desired)
        .set("ready", ready)
        .set("uid", uid)
        .make();
  }

  private static Reach reach(int desired, int ready, int disturbed) {
    return new Reach(
        Map.of("tier", "backend"),
        OptionalInt.of(desired),
        OptionalInt.of(ready),
        OptionalInt.of(disturbed));
  }
}
