package io.fivewhys.mitigate;

import io.fivewhys.incident.CauseKey;
import io.fivewhys.incident.Mark;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Risk;
import io.fivewhys.inference.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Interventions as far as somebody wants them, without anybody who acts. */
public final class SampleInterventions {
  public static final Subject ORDERS = Subject.of("Deployment", "shop", "orders");
  public static final String COMMAND = "kubectl -n shop rollout undo deployment/orders";
  public static final Refusal LAST_READY =
      new Refusal("last-ready", "1 ready pod left", "0", "no ready pod would be left");

  private SampleInterventions() {}

  public static Recommendation undo(String gateway) {
    return new Recommendation(
        gateway,
        "shop",
        "d1",
        Instant.parse("2026-11-22T10:14:00Z"),
        new CauseKey(Category.DEPLOYMENT_ISSUE, ORDERS),
        0.97,
        new Remedy.UndoRollout(ORDERS, OptionalLong.empty()),
        "Roll back orders",
        COMMAND,
        Risk.LOW,
        "Revision 41 served.",
        Optional.of("uid-1"));
  }

  public static Plan plan(List<String> changes) {
    return new Plan(
        new Remedy.UndoRollout(ORDERS, OptionalLong.of(41)),
        Optional.of("uid-1"),
        Optional.of("42"),
        COMMAND + " --to-revision=41",
        changes,
        Optional.of(new Remedy.UndoRollout(ORDERS, OptionalLong.of(42))));
  }

  public static Plan plan() {
    return plan(List.of("containers[orders].image: orders:9 → orders:8"));
  }

  public static Move planned(String id, String incident, String gateway, String by, Instant now) {
    return InterventionLife.planned(
        id, incident, undo(gateway), new Mark(now, by, "Revision 42 throws."), Optional.empty());
  }

  /** It waits for an approval, or somebody objects. */
  public static Move judged(
      Intervention planned, Plan plan, boolean twoPeople, List<Refusal> refusals, Instant now) {
    var decision =
        new Decision(
            Mode.APPROVE, "shop", twoPeople, false, false, 7, "rule \"shop\" of policy 7 says so");
    var reach = new Reach(Map.of(), OptionalInt.of(3), OptionalInt.of(2), OptionalInt.of(1));
    return InterventionLife.judged(
        planned,
        new Judgement(Optional.of(plan), reach, decision, refusals),
        Timing.defaults(),
        now);
  }

  /** From an approved one to one that was done and helped. */
  public static List<Move> done(Intervention approved, Instant now) {
    var before =
        new Measure(
            now,
            Duration.ofMinutes(5),
            List.of("/orders"),
            OptionalLong.of(6_000),
            OptionalDouble.of(0.62),
            OptionalInt.of(2),
            OptionalInt.of(3),
            OptionalInt.of(1));
    var after =
        new Measure(
            now,
            Duration.ofMinutes(5),
            List.of("/orders"),
            OptionalLong.of(5_800),
            OptionalDouble.of(0.004),
            OptionalInt.of(3),
            OptionalInt.of(3),
            OptionalInt.of(0));
    List<Move> moves = new ArrayList<>();
    moves.add(InterventionLife.begun(approved, List.of(), 1, Timing.defaults(), now));
    moves.add(InterventionLife.acting(moves.getLast().after(), before, Timing.defaults(), now));
    moves.add(acted(moves.getLast().after(), new Actuator.Acted.Done("revision 43 is 41"), now));
    var seen = new Assessment(Effect.RECOVERED, after, Verification.words(before, after));
    moves.add(InterventionLife.seen(moves.getLast().after(), seen, now).orElseThrow());
    return moves;
  }

  /** From an approved one to one of which nobody knows whether it was done. */
  public static List<Move> lost(Intervention approved, Instant now) {
    List<Move> moves = new ArrayList<>(done(approved, now).subList(0, 2));
    moves.add(acted(moves.getLast().after(), new Actuator.Acted.Unknown("it is gone"), now));
    return moves;
  }

  private static Move acted(Intervention acting, Actuator.Acted acted, Instant now) {
    return InterventionLife.acted(acting, acted, Timing.defaults(), "fivewhys", now);
  }
}
