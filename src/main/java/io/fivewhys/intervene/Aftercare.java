package io.fivewhys.intervene;

import io.fivewhys.gateway.SweepResult;
import io.fivewhys.incident.Actor;
import io.fivewhys.incident.Command;
import io.fivewhys.incident.Command.Intervene.Stage;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.Mark;
import io.fivewhys.mitigate.Assessment;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Effect;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionLife;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Inverses;
import io.fivewhys.mitigate.Move;
import io.fivewhys.mitigate.Recommendation;
import io.fivewhys.mitigate.Verification;
import io.fivewhys.store.SortableIds;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sees whether what was done helped, and what follows when it did not. */
final class Aftercare {
  private final Bench bench;
  private final SortableIds ids;

  Aftercare(Bench bench, SortableIds ids) {
    this.bench = bench;
    this.ids = ids;
  }

  /** What a look says of all that was done at its gateway. */
  void follow(SweepResult look) {
    String gateway = look.diagnosis().gateway();
    List<Intervention> live =
        bench.database().read(handle -> bench.interventions().live(handle, gateway));
    for (Intervention each : live) {
      if (Verification.counts(each, look.snapshot())) {
        assess(each, look);
      }
    }
  }

  private void assess(Intervention verifying, SweepResult look) {
    bench.move(
        verifying.id(),
        verifying.gateway(),
        deciding -> {
          if (deciding.it().state() != InterventionState.VERIFYING) {
            return Optional.empty();
          }
          Set<String> routes = routes(deciding);
          Assessment assessment =
              Verification.assess(
                  routes,
                  deciding.it().before().orElseThrow(),
                  look.snapshot(),
                  look.diagnosis(),
                  deciding.it().remedy());
          return InterventionLife.seen(deciding.it(), assessment, deciding.now());
        },
        (deciding, move) -> consequences(deciding, move, Optional.of(look)));
  }

  private Set<String> routes(Bench.Deciding deciding) {
    return bench
        .incidents()
        .get(deciding.handle(), deciding.it().incident())
        .<Set<String>>map(Incident::routes)
        .orElse(Set.of());
  }

  /** Its time is over, and no look was sure. */
  void end(Intervention overdue) {
    bench.move(
        overdue.id(),
        overdue.gateway(),
        deciding -> {
          Intervention it = deciding.it();
          boolean isOver =
              it.state() == InterventionState.VERIFYING
                  && it.verifyUntil().filter(deciding.now()::isBefore).isEmpty();
          if (!isOver) {
            return Optional.empty();
          }
          Assessment last = Verification.unseen(it.before().orElseThrow(), it.assessment());
          return InterventionLife.seen(it, last, deciding.now());
        },
        (deciding, move) -> consequences(deciding, move, Optional.empty()));
  }

  /** Where it did not help: it is taken back if the policy says so; else people are called. */
  private void consequences(Bench.Deciding deciding, Move move, Optional<SweepResult> look) {
    Intervention ended = move.after();
    Optional<Effect> effect = ended.assessment().map(Assessment::effect);
    if (ended.state() != InterventionState.DONE
        || effect.filter(it -> it == Effect.RECOVERED).isPresent()) {
      return;
    }
    boolean isWorse = effect.filter(it -> it == Effect.WORSE).isPresent();
    boolean takesBack = ended.decision().filter(Decision::undoWhenWorse).isPresent();
    Optional<Recommendation> inverse = Inverses.of(ended);
    if (isWorse && takesBack && inverse.isPresent()) {
      var wanted =
          new Mark(deciding.now(), Actor.SERVICE, "it made things worse and is taken back");
      bench.apply(
          deciding.handle(),
          InterventionLife.planned(
              ids.next(), ended.incident(), inverse.get(), wanted, Optional.of(ended.id())),
          deciding.now());
      return;
    }
    if (!isMoreToTry(deciding, ended, look)) {
      bench
          .notes()
          .note(
              deciding.handle(),
              ended.incident(),
              new Command.Intervene(
                  Stage.STUCK, "nothing is left that the service could try: people have to go on"),
              deciding.now());
    }
  }

  private boolean isMoreToTry(
      Bench.Deciding deciding, Intervention ended, Optional<SweepResult> look) {
    List<Intervention> own = bench.interventions().of(deciding.handle(), ended.incident());
    return look.filter(it -> !Planner.untried(own, it).isEmpty()).isPresent();
  }
}
