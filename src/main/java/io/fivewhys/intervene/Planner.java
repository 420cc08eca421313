package io.fivewhys.intervene;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.gateway.SweepResult;
import io.fivewhys.incident.Actor;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.Mark;
import io.fivewhys.incident.NamedCause;
import io.fivewhys.mitigate.Actuator;
import io.fivewhys.mitigate.Actuator.Planning;
import io.fivewhys.mitigate.Case;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Effect;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionLife;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Judgement;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Move;
import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Policy;
import io.fivewhys.mitigate.Reach;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Recommendations;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.World;
import io.fivewhys.store.SortableIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Makes interventions of what looks recommend, and has guards judge them. */
final class Planner {
  private static final Refusal NOBODY_ACTS =
      new Refusal(
          "gateway",
          "a gateway that is looked at from here",
          "another",
          "this service does not look at the gateway, so it cannot act there; do it by hand");

  private final Bench bench;
  private final SortableIds ids;

  Planner(Bench bench, SortableIds ids) {
    this.bench = bench;
    this.ids = ids;
  }

  /** What was found out about a recommendation, or why it could not be. */
  private record Found(
      Optional<Plan> plan, Reach reach, Decision decision, List<Refusal> refusals) {}

  /** What follows from a look: what is not wanted any more goes, what is wanted now comes. */
  void follow(SweepResult look) throws InterruptedException {
    String gateway = look.diagnosis().gateway();
    for (Intervention each : live(gateway)) {
      boolean waits = each.notBefore().filter(bench.now()::isBefore).isPresent();
      if (!withdraw(each, look) && each.state() == InterventionState.REFUSED && !waits) {
        judge(each.id(), gateway, each.recommendation(), look);
      }
    }
    List<Incident> open =
        bench.database().read(handle -> bench.incidents().openNow(handle, gateway));
    for (Incident incident : open) {
      if (isLed(incident, look.diagnosis())) {
        plan(incident, look);
      }
    }
  }

  private List<Intervention> live(String gateway) {
    return bench.database().read(handle -> bench.interventions().live(handle, gateway));
  }

  private static boolean isOurs(Intervention it) {
    return it.requested().by().equals(Actor.SERVICE);
  }

  /**
   * Whether the look says of the incident what it said before: it goes on, with this cause first.
   */
  private static boolean isLed(Incident incident, Diagnosis diagnosis) {
    Optional<CauseKey> leading = diagnosis.causes().stream().findFirst().map(CauseKey::of);
    return leading.isPresent()
        && incident.quietSince().isEmpty()
        && incident.cause().map(NamedCause::key).equals(leading);
  }

  private boolean withdraw(Intervention it, SweepResult look) {
    Optional<Move> move =
        bench.move(
            it.id(),
            it.gateway(),
            deciding -> {
              Optional<Incident> incident = bench.incidents().get(deciding.handle(), it.incident());
              return reason(deciding.it(), incident, look.diagnosis())
                  .flatMap(why -> InterventionLife.withdrawn(deciding.it(), why, deciding.now()));
            });
    return move.isPresent();
  }

  private static Optional<String> reason(
      Intervention it, Optional<Incident> incident, Diagnosis diagnosis) {
    if (it.inverseOf().isPresent()) {
      // Whoever wants something taken back wants that whatever has become of the incident.
      return Optional.empty();
    }
    if (incident.isEmpty() || incident.get().isOver()) {
      return Optional.of("the incident is over");
    }
    if (!isOurs(it)) {
      return Optional.empty();
    }
    CauseKey cause = it.recommendation().cause();
    Optional<CauseKey> now = incident.get().cause().map(NamedCause::key);
    boolean isNamed = diagnosis.causes().stream().map(CauseKey::of).anyMatch(cause::equals);
    return now.filter(key -> !key.equals(cause)).isPresent() && !isNamed
        ? Optional.of("the cause is another by now: " + now.get().words())
        : Optional.empty();
  }

  /**
   * One at a time for each incident, in the order of the diagnosis; each once. What is refused, or
   * left to people, does not stand in the way of what may be done; what made things worse does.
   */
  private void plan(Incident incident, SweepResult look) throws InterruptedException {
    List<Intervention> own =
        bench.database().read(handle -> bench.interventions().of(handle, incident.id()));
    if (own.stream().anyMatch(Planner::isUnderWay)
        || own.stream().anyMatch(it -> isWorse(it, own))) {
      return;
    }
    for (Recommendation each : untried(own, look)) {
      Found found = find(each);
      if (found.decision().mode() != Mode.RECOMMEND) {
        plan(incident, each, found, look);
        return;
      }
    }
  }

  private static boolean isUnderWay(Intervention it) {
    return !it.state().isOver() && it.state() != InterventionState.REFUSED;
  }

  /** It made things worse and nobody has taken it back: nothing else is put on top of that. */
  private static boolean isWorse(Intervention it, List<Intervention> own) {
    boolean worse =
        it.state() == InterventionState.DONE
            && it.assessment().filter(one -> one.effect() == Effect.WORSE).isPresent()
            && it.plan().flatMap(Plan::inverse).isPresent();
    return worse
        && own.stream()
            .filter(other -> other.inverseOf().filter(it.id()::equals).isPresent())
            .noneMatch(other -> other.actedAt().isPresent());
  }

  private void plan(Incident incident, Recommendation wished, Found found, SweepResult look) {
    Instant now = bench.now();
    var wanted = new Mark(now, Actor.SERVICE, wished.because());
    Move planned =
        InterventionLife.planned(ids.next(), incident.id(), wished, wanted, Optional.empty());
    boolean isFirst =
        bench
            .database()
            .write(
                handle -> {
                  bench.notes().lock(handle, incident.gateway());
                  List<Intervention> own = bench.interventions().of(handle, incident.id());
                  boolean free =
                      own.stream().noneMatch(Planner::isUnderWay)
                          && untried(own, look).contains(wished);
                  if (free) {
                    bench.apply(handle, planned, now);
                  }
                  return free;
                });
    if (!isFirst) {
      return;
    }
    bench.told(planned);
    judge(planned.after().id(), incident.gateway(), look, found);
  }

  /**
   * What is recommended for the leading cause and was not tried in the incident. What nobody
   * approved in time was not: whoever is called later finds it waiting again. Nor was what came to
   * no change: how often that may be says a guard.
   */
  static List<Recommendation> untried(List<Intervention> own, SweepResult look) {
    List<Recommendation> left = new ArrayList<>();
    for (Recommendation each : Recommendations.of(look.diagnosis(), look.snapshot())) {
      boolean tried =
          own.stream()
              .filter(it -> it.state() != InterventionState.WITHDRAWN)
              .filter(it -> it.state() != InterventionState.EXPIRED)
              .filter(it -> it.state() != InterventionState.FAILED)
              .anyMatch(it -> it.isAbout(each.remedy()));
      if (!tried) {
        left.add(each);
      }
    }
    return left;
  }

  /** Has one judged that is planned or was refused; looks at its target first. */
  void judge(String id, String gateway, Recommendation recommendation, SweepResult look)
      throws InterruptedException {
    judge(id, gateway, look, find(recommendation));
  }

  private void judge(String id, String gateway, SweepResult look, Found found) {
    bench.move(
        id,
        gateway,
        deciding -> {
          Policy policy = bench.policy().current(deciding.handle());
          Intervention it = deciding.it();
          if (it.state() != InterventionState.PLANNED && it.state() != InterventionState.REFUSED) {
            return Optional.empty();
          }
          Decision decision = effective(found.decision(), incident(deciding.handle(), it), it);
          List<Refusal> refusals = new ArrayList<>(found.refusals());
          if (found.plan().isPresent()) {
            World world = bench.world(deciding.handle(), it, deciding.now());
            refusals.addAll(
                objections(policy, it, found.plan().get(), found.reach(), decision, look, world));
          }
          var judgement = new Judgement(found.plan(), found.reach(), decision, refusals);
          return Optional.of(
              InterventionLife.judged(it, judgement, policy.timing(), deciding.now()));
        });
  }

  private Optional<Incident> incident(Handle handle, Intervention it) {
    return bench.incidents().get(handle, it.incident());
  }

  /** What guards say of it. */
  static List<Refusal> objections(
      Policy policy,
      Intervention it,
      Plan plan,
      Reach reach,
      Decision decision,
      SweepResult look,
      World world) {
    var judged =
        new Case(
            it.id(),
            it.incident(),
            it.recommendation(),
            plan,
            reach,
            decision,
            look.snapshot(),
            look.diagnosis(),
            world,
            it.inverseOf());
    return policy.guards().stream().flatMap(guard -> guard.objection(judged).stream()).toList();
  }

  /** Where somebody has taken the incident on, nothing is done behind their back. */
  static Decision effective(Decision decision, Optional<Incident> incident, Intervention it) {
    Optional<Mark> taken =
        incident.flatMap(Incident::acknowledged).filter(by -> !by.by().equals(Actor.SERVICE));
    if (decision.mode() != Mode.AUTO || taken.isEmpty() || it.approved().isPresent()) {
      return decision;
    }
    return new Decision(
        Mode.APPROVE,
        decision.rule(),
        decision.twoPeople(),
        decision.plainDelete(),
        decision.undoWhenWorse(),
        decision.policy(),
        taken.get().by() + " has taken the incident on, so that they decide");
  }

  private Found find(Recommendation recommendation) throws InterruptedException {
    Instant now = bench.now();
    Policy policy = bench.policy().current();
    List<Past> alike =
        bench
            .database()
            .read(
                handle ->
                    bench
                        .interventions()
                        .alike(
                            handle,
                            recommendation.remedy().action(),
                            recommendation.cause().category()));
    Decision first = policy.decide(recommendation, Map.of(), alike, now);
    Optional<Actuator> actuator = bench.actuators().of(recommendation.gateway());
    if (actuator.isEmpty()) {
      return new Found(Optional.empty(), Reach.NOTHING, first, List.of(NOBODY_ACTS));
    }
    return switch (actuator.get().plan(recommendation, first)) {
      case Planning.Refused(var refusals) ->
          new Found(Optional.empty(), Reach.NOTHING, first, refusals);
      case Planning.Planned(Plan plan, Reach reach) -> {
        Decision decision = policy.decide(recommendation, reach.labels(), alike, now);
        if (decision.plainDelete() == first.plainDelete()) {
          yield new Found(Optional.of(plan), reach, decision, List.of());
        }
        // The labels allow more, or less, of how it may be done.
        yield switch (actuator.get().plan(recommendation, decision)) {
          case Planning.Refused(var refusals) ->
              new Found(Optional.empty(), reach, decision, refusals);
          case Planning.Planned(Plan again, Reach reachAgain) ->
              new Found(Optional.of(again), reachAgain, decision, List.of());
        };
      }
    };
  }
}
