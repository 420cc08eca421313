package io.fivewhys.intervene;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.inference.Action;
import io.fivewhys.intervene.InterventionDesk.Answer;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import java.util.Optional;
import java.util.OptionalLong;

/** The way of an intervention, with the hands of people on it. */
abstract class InterventionPathTest extends StageTest {
  Answer approve(Intervention it, String hash, String by) {
    return stage.one.desk().approve(it.id(), hash, by, "", (_, _) -> {});
  }

  Answer request(Action action) {
    return stage
        .one
        .desk()
        .request(
            stage.incident().id(), action, Optional.empty(), "person:ann", "please", (_, _) -> {});
  }

  static Refusal refusal(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Unchanged.class);
    return ((Answer.Unchanged) answer).refusal();
  }

  Remedy remedy(long toRevision) {
    return new Remedy.UndoRollout(
        stage.gateways.sick().causes().getFirst().subject(), OptionalLong.of(toRevision));
  }

  static String undo() {
    return "undo_rollout of Deployment/orders";
  }
}
