package io.fivewhys.intervene;

import io.fivewhys.gateway.SweepResult;
import io.fivewhys.incident.Actor;
import io.fivewhys.incident.Command;
import io.fivewhys.incident.Command.Intervene.Stage;
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
import io.fivewhys.store.SortableIds;
import java.util.List;
import java.util.Optional;

/**
 * What follows when something did not help, or could not be done: what made things worse is taken
 * back, by itself or by people; where nothing is left to try, people are called.
 */
final class Consequences {
  private final Bench bench;
  private final SortableIds ids;

  Consequences(Bench bench, SortableIds ids) {
    this.bench = bench;
    this.ids = ids;
  }

  /**
   * Within the transaction of the move.
   *
   * @param look what was seen last; empty: nobody knows what is left to try, and nobody is called
   *     before the time for it
   */
  void follow(Bench.Deciding deciding, Move move, Optional<SweepResult> look) {
    Intervention ended = move.after();
    Optional<Effect> effect = ended.assessment().map(Assessment::effect);
    boolean isInVain =
        ended.state() == InterventionState.FAILED
            || ended.state() == InterventionState.DONE
                && effect.filter(it -> it != Effect.RECOVERED).isPresent();
    if (!isInVain) {
      return;
    }
    boolean isWorse = effect.filter(it -> it == Effect.WORSE).isPresent();
    Optional<Recommendation> inverse = isWorse ? Inverses.of(ended) : Optional.empty();
    if (inverse.isPresent()) {
      takeBack(deciding, ended, inverse.get());
    } else if (look.filter(it -> !isMoreToTry(deciding, ended, it)).isPresent()) {
      call(deciding, ended, "nothing is left that the service could try: people have to go on");
    }
  }

  private void takeBack(Bench.Deciding deciding, Intervention ended, Recommendation inverse) {
    // Back and forth by itself would never end.
    boolean mayDoSo =
        ended.inverseOf().isEmpty() && ended.decision().filter(Decision::undoWhenWorse).isPresent();
    if (!mayDoSo) {
      call(
          deciding,
          ended,
          "it made things worse; `fivewhys actions take-back %s` takes it back, and nothing else is tried before"
              .formatted(ended.id()));
      return;
    }
    var wanted = new Mark(deciding.now(), Actor.SERVICE, "it made things worse and is taken back");
    bench.apply(
        deciding.handle(),
        InterventionLife.planned(
            ids.next(), ended.incident(), inverse, wanted, Optional.of(ended.id())),
        deciding.now());
  }

  private void call(Bench.Deciding deciding, Intervention ended, String text) {
    bench
        .notes()
        .note(
            deciding.handle(),
            ended.incident(),
            new Command.Intervene(Stage.STUCK, ended.id(), text),
            Actor.SERVICE,
            deciding.now());
  }

  private boolean isMoreToTry(Bench.Deciding deciding, Intervention ended, SweepResult look) {
    List<Intervention> own = bench.interventions().of(deciding.handle(), ended.incident());
    return !Planner.untried(own, look).isEmpty();
  }
}
