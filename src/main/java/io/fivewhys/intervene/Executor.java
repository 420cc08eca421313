package io.fivewhys.intervene;

import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.diagnose.DeskRefused;
import io.fivewhys.diagnose.DiagnosisFailed;
import io.fivewhys.gateway.SweepResult;
import io.fivewhys.incident.Actor;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.Sighting;
import io.fivewhys.mitigate.Actuator;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Actuator.Preparation;
import io.fivewhys.mitigate.Actuator.Prepared;
import io.fivewhys.mitigate.Actuator.Ticket;
import io.fivewhys.mitigate.Approvals;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionLife;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Measure;
import io.fivewhys.mitigate.Measuring;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Move;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.mitigate.Policy;
import io.fivewhys.mitigate.Reach;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.store.MitigationControl.Control;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what may be done: intent, pre-flight, act, outcome. Each begins when the one before is on
 * the disk. Whoever finds that its intent has another number by now, or that its time is over, has
 * been given up by the others and changes nothing any more.
 */
final class Executor {
  private static final Logger LOG = LoggerFactory.getLogger(Executor.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final Bench bench;
  private final Looking looking;
  private final Consequences consequences;

  Executor(Bench bench, Looking looking, Consequences consequences) {
    this.bench = bench;
    this.looking = looking;
    this.consequences = consequences;
  }

  /**
   * From the intent to the outcome, as far as nobody objects.
   *
   * @param last what was seen of the gateway last
   */
  void execute(Intervention approved, SweepResult last) throws InterruptedException {
    Optional<Actuator> actuator = bench.actuators().of(approved.gateway());
    if (actuator.isEmpty()) {
      return;
    }
    Optional<Intervention> begun = begin(approved.id(), approved.gateway(), last);
    if (begun.isEmpty()) {
      return;
    }
    Intervention intended = begun.get();
    var ticket = new Ticket(intended.id(), intended.fence());
    Optional<Prepared> prepared = preFlight(intended, actuator.get(), ticket);
    if (prepared.isEmpty()) {
      return;
    }
    LOG.warn("Intervention {} acts: {}", intended.id(), intended.plan().orElseThrow().command());
    Acted acted = prepared.get().act();
    conclude(intended, acted, Optional.of(last));
  }

  /** Guards judge one after another, each with the intents of all before in sight. */
  private Optional<Intervention> begin(String id, String gateway, SweepResult last) {
    Optional<Move> move =
        bench.move(
            id,
            gateway,
            deciding -> {
              Intervention it = deciding.it();
              if (it.state() != InterventionState.APPROVED) {
                return Optional.empty();
              }
              if (isLate(it, deciding.now())) {
                return Optional.of(InterventionLife.expired(it, deciding.now()));
              }
              Control control = bench.control().lock(deciding.handle());
              // Behind the lock, which whoever changes the policy takes too.
              Policy policy = bench.policy().current(deciding.handle());
              List<Refusal> refusals =
                  objections(policy, deciding, it.reach().orElse(Reach.NOTHING), last);
              long fence =
                  refusals.isEmpty()
                      ? bench.control().nextFence(deciding.handle(), control)
                      : control.fence();
              return Optional.of(
                  InterventionLife.begun(it, refusals, fence, policy.timing(), deciding.now()));
            });
    return move.map(Move::after).filter(it -> it.state() == InterventionState.INTENDED);
  }

  private static boolean isLate(Intervention it, Instant now) {
    return it.expiresAt().filter(now::isBefore).isEmpty();
  }

  /** What the policy of this moment, and its guards, say of what was approved. */
  private List<Refusal> objections(
      Policy policy, Bench.Deciding deciding, Reach reach, SweepResult look) {
    Intervention it = deciding.it();
    var world = bench.world(deciding.handle(), it, deciding.now());
    Optional<Incident> incident = bench.incidents().get(deciding.handle(), it.incident());
    Decision now =
        policy.decide(it.recommendation(), reach.labels(), world.alike(), deciding.now());
    Decision decision = Planner.effective(now, incident, it);
    Plan plan = it.plan().orElseThrow();
    List<Refusal> refusals = new ArrayList<>();
    boolean isOver = incident.isEmpty() || incident.get().isOver();
    if (isOver && it.inverseOf().isEmpty()) {
      refusals.add(
          new Refusal(
              "incident-over",
              "an incident that goes on",
              incident.map(one -> one.state().toString()).orElse("none"),
              "the incident is over; there is nothing to be done about it"));
    }
    if (decision.mode() == Mode.APPROVE && it.approved().isEmpty()) {
      refusals.add(
          new Refusal(
              "policy",
              "approved by a person",
              "by nobody",
              "it needs an approval by now: " + decision.because()));
    }
    if (decision.twoPeople()) {
      // The policy may have begun to want that after somebody approved.
      it.approved().flatMap(by -> Approvals.twoPeople(it, by.by())).ifPresent(refusals::add);
    }
    refusals.addAll(Planner.objections(policy, it, plan, reach, decision, look, world));
    return refusals;
  }

  private Optional<Prepared> preFlight(Intervention intended, Actuator actuator, Ticket ticket)
      throws InterruptedException {
    SweepResult fresh;
    try {
      fresh = looking.look(intended.gateway());
    } catch (DeskRefused | DiagnosisFailed failed) {
      holdBack(intended, List.of(blind(failed)));
      return Optional.empty();
    }
    Plan plan = intended.plan().orElseThrow();
    return switch (actuator.prepare(plan, ticket)) {
      case Preparation.Refused(var refusals) -> {
        holdBack(intended, refusals);
        yield Optional.empty();
      }
      case Preparation.Ready(Reach reach, Prepared prepared) ->
          Optional.of(prepared).filter(_ -> mayAct(intended, reach, fresh));
    };
  }

  private static Refusal blind(RuntimeException failed) {
    return new Refusal(
        "data",
        "a look right before",
        "none",
        "the gateway could not be looked at once more: " + failed.getMessage());
  }

  private void holdBack(Intervention intended, List<Refusal> refusals) {
    bench.move(
        intended.id(),
        intended.gateway(),
        deciding ->
            isStillMine(deciding.it(), intended)
                ? Optional.of(InterventionLife.heldBack(deciding.it(), refusals, deciding.now()))
                : Optional.empty());
  }

  private static boolean isStillMine(Intervention now, Intervention intended) {
    return now.fence() == intended.fence() && now.state() == intended.state();
  }

  /** The last word: everything once more, with what was seen just now. */
  private boolean mayAct(Intervention intended, Reach reach, SweepResult fresh) {
    Optional<Move> move =
        bench.move(
            intended.id(),
            intended.gateway(),
            deciding -> {
              Intervention it = deciding.it();
              boolean inTime = it.claimedUntil().filter(deciding.now()::isBefore).isPresent();
              if (!isStillMine(it, intended) || !inTime) {
                LOG.warn("Intervention {} has been given up meanwhile", it.id());
                return Optional.empty();
              }
              bench.control().lock(deciding.handle());
              Policy policy = bench.policy().current(deciding.handle());
              List<Refusal> refusals = objections(policy, deciding, reach, fresh);
              return Optional.of(
                  refusals.isEmpty()
                      ? InterventionLife.acting(
                          it, before(it, deciding, fresh), policy.timing(), deciding.now())
                      : InterventionLife.heldBack(it, refusals, deciding.now()));
            });
    return move.filter(it -> it.after().state() == InterventionState.ACTING).isPresent();
  }

  /** Of the routes that fail now; where none does by name, of all that ever did. */
  private Measure before(Intervention it, Bench.Deciding deciding, SweepResult fresh) {
    Set<String> failing = Sighting.of(fresh.snapshot(), fresh.diagnosis(), false).routes();
    Set<String> routes =
        failing.isEmpty()
            ? bench
                .incidents()
                .get(deciding.handle(), it.incident())
                .<Set<String>>map(Incident::routes)
                .orElse(Set.of())
            : failing;
    return Measuring.of(fresh.snapshot(), routes, it.remedy().target());
  }

  /** Until it is written or somebody else sees to it: what was done must not be forgotten. */
  private void conclude(Intervention intended, Acted acted, Optional<SweepResult> last)
      throws InterruptedException {
    Instant began = Instant.now();
    Duration longest = bench.policy().current().timing().claim();
    while (true) {
      try {
        outcome(intended, acted, last);
        return;
      } catch (DatabaseUnavailable gone) {
        LOG.warn("What became of {} cannot be written yet: {}", intended.id(), gone.getMessage());
        if (Duration.between(began, Instant.now()).compareTo(longest) > 0) {
          return;
        }
        Thread.sleep(BETWEEN_TRIES);
      }
    }
  }

  private void outcome(Intervention intended, Acted acted, Optional<SweepResult> last) {
    Policy policy = bench.policy().current();
    bench.move(
        intended.id(),
        intended.gateway(),
        deciding -> {
          boolean mine =
              deciding.it().fence() == intended.fence()
                  && deciding.it().state() == InterventionState.ACTING;
          if (!mine) {
            LOG.warn("Intervention {} has been given up meanwhile", intended.id());
          }
          return mine
              ? Optional.of(
                  InterventionLife.acted(
                      deciding.it(), acted, policy.timing(), Actor.SERVICE, deciding.now()))
              : Optional.empty();
        },
        (deciding, move) -> consequences.follow(deciding, move, last));
  }

  /**
   * Sees to one whose executor shows no sign of life: what was only intended is due again; of what
   * may have been done it is found out whether it was.
   *
   * @param last what was seen of its gateway last
   */
  void takeOver(Intervention abandoned, Optional<SweepResult> last) throws InterruptedException {
    Policy policy = bench.policy().current();
    Optional<Move> move =
        bench.move(
            abandoned.id(),
            abandoned.gateway(),
            deciding -> {
              Intervention it = deciding.it();
              boolean isAbandoned =
                  (it.state() == InterventionState.INTENDED
                          || it.state() == InterventionState.ACTING)
                      && it.claimedUntil().filter(deciding.now()::isBefore).isEmpty();
              if (!isAbandoned) {
                return Optional.empty();
              }
              Control control = bench.control().lock(deciding.handle());
              long fence = bench.control().nextFence(deciding.handle(), control);
              return Optional.of(
                  InterventionLife.takenOver(it, fence, policy.timing(), deciding.now()));
            });
    Optional<Intervention> mine =
        move.map(Move::after).filter(it -> it.state() == InterventionState.ACTING);
    if (mine.isEmpty()) {
      return;
    }
    Optional<Actuator> actuator = bench.actuators().of(mine.get().gateway());
    Acted found =
        actuator.isEmpty()
            ? new Acted.Unknown("this service does not look at the gateway any more")
            : actuator
                .get()
                .settle(
                    mine.get().plan().orElseThrow(),
                    new Ticket(mine.get().id(), mine.get().fence()));
    conclude(mine.get(), found, last);
  }
}
