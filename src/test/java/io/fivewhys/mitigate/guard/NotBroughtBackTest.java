package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.inference.Action;
import io.fivewhys.mitigate.Effect;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.Remedy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NotBroughtBackTest {
  private static Situation undoing(long toRevision) {
    return undoing(toRevision, InterventionState.DONE, Optional.of(Effect.RECOVERED));
  }

  private static Situation undoing(
      long toRevision, InterventionState state, Optional<Effect> effect) {
    var it = new Situation();
    it.planned =
        Optional.of(
            new Remedy.UndoRollout(
                Situation.ORDERS, OptionalLong.of(9), OptionalLong.of(toRevision)));
    it.past.add(
        new Past(
            "V-0",
            "I-1",
            "edge",
            Action.UNDO_ROLLOUT,
            "Deployment/shop/orders",
            Situation.BAD_ROLLOUT,
            state,
            Situation.NOW.minus(Duration.ofHours(2)),
            effect,
            Optional.of(undo(8))));
    return it;
  }

  private static Remedy undo(long toRevision) {
    return new Remedy.UndoRollout(Situation.ORDERS, OptionalLong.of(toRevision));
  }

  @Test
  void anUndoIsNotUndoneByTheNextOne() {
    assertThat(new NotBroughtBack().objection(undoing(8).it())).isPresent();
    assertThat(new NotBroughtBack().objection(undoing(7).it())).as("another revision").isEmpty();
  }

  @Test
  void whoeverTakesItBackMeansIt() {
    Situation it = undoing(8);
    it.inverseOf = Optional.of("V-0");
    assertThat(new NotBroughtBack().objection(it.it())).isEmpty();
  }

  @Test
  void whatWasNotDoneTookNothingAway() {
    for (InterventionState state : InterventionState.values()) {
      boolean isRefused =
          new NotBroughtBack().objection(undoing(8, state, Optional.empty()).it()).isPresent();
      assertThat(isRefused).as(state.name()).isEqualTo(state != InterventionState.FAILED);
    }
  }
}
