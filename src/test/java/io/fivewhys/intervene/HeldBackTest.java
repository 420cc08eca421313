package io.fivewhys.intervene;

import static io.fivewhys.mitigate.InterventionState.APPROVED;
import static io.fivewhys.mitigate.InterventionState.INTENDED;
import static io.fivewhys.mitigate.InterventionState.PLANNED;
import static io.fivewhys.mitigate.InterventionState.REFUSED;
import static io.fivewhys.mitigate.InterventionState.WAITING;
import static io.fivewhys.mitigate.InterventionState.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.Command;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What keeps an intervention from being done, and what then becomes of it. */
class HeldBackTest extends InterventionPathTest {
  @Test
  void aRefusalIsJudgedAgainAndSaidOnce() throws Exception {
    stage.actuator.planning = List.of(new Refusal("rights", "patch", "none", "no right"));
    stage.look();
    stage.look();
    stage.look();
    assertThat(stage.states(stage.only())).containsExactly(PLANNED, REFUSED);

    stage.actuator.planning = List.of();
    stage.look();
    stage.work();
    assertThat(stage.actuator.acted).hasSize(1);
  }

  @Test
  void nothingIsBegunOnceItIsStopped() throws Exception {
    stage.look();
    assertThat(stage.only().state()).isEqualTo(APPROVED);
    stage.one.desk().stop("ann", "maintenance");
    stage.work();

    assertThat(stage.only().state()).isEqualTo(REFUSED);
    assertThat(stage.only().refusals()).extracting(Refusal::guard).containsExactly("stop-switch");

    stage.one.desk().resume();
    stage.look();
    stage.work();
    assertThat(stage.actuator.acted).hasSize(1);
  }

  @Test
  void theSwitchStopsAlsoWhatIsBeingChecked() throws Exception {
    stage.look();
    stage.beforeLook = () -> stage.one.desk().stop("ann", "now");
    stage.work();
    assertThat(stage.actuator.acted).isEmpty();
    assertThat(stage.states(stage.only())).containsExactly(PLANNED, APPROVED, INTENDED, REFUSED);
  }

  @Test
  void whatWasApprovedUnderAnotherPolicyIsNotDone() throws Exception {
    stage.look();
    stage.policy = QuickPolicy.of("approve");
    stage.work();
    assertThat(stage.actuator.acted).isEmpty();
    assertThat(stage.only().refusals()).extracting(Refusal::guard).contains("policy");

    stage.look();
    assertThat(stage.only().state()).as("judged anew").isEqualTo(WAITING);
  }

  @Test
  void aTargetThatChangedSinceIsLeftAlone() throws Exception {
    stage.policy = QuickPolicy.of("approve");
    stage.look();
    Intervention waiting = stage.only();
    approve(waiting, waiting.plan().orElseThrow().hash(), "ann");
    stage.actuator.state = "8";
    stage.work();

    assertThat(stage.actuator.acted).isEmpty();
    assertThat(stage.only().refusals()).extracting(Refusal::guard).containsExactly("target");
    stage.look();
    assertThat(stage.only().state()).isEqualTo(WAITING);
    assertThat(stage.only().approved()).as("of the old plan").isEmpty();
  }

  @Test
  void whatIsHeldBackAgainAndAgainIsNotTriedWithEveryLook() throws Exception {
    stage.actuator.preparation = List.of(new Refusal("rights", "patch", "none", "no right"));
    for (int i = 0; i < 5; i++) {
      stage.look();
      stage.work();
    }
    assertThat(stage.states(stage.only()))
        .containsExactly(PLANNED, APPROVED, INTENDED, REFUSED, APPROVED, INTENDED, REFUSED);
    assertThat(stage.only().notBefore().orElseThrow())
        .isAfter(stage.database.clock().instant().plusSeconds(30));
  }

  @Test
  void whoTakesItOnStopsWhatWouldHaveBeenDoneByItself() throws Exception {
    stage.look();
    stage.pipeline.desk().command(stage.incident().id(), new Command.Acknowledge("mine"), "ann");
    stage.work();
    assertThat(stage.actuator.acted).isEmpty();
    assertThat(stage.only().refusals()).extracting(Refusal::guard).contains("policy");
  }

  @Test
  void anIncidentThatIsOverWantsNothingAnyMore() throws Exception {
    stage.policy = QuickPolicy.of("approve");
    stage.look();
    Intervention waiting = stage.only();
    stage.pipeline.desk().command(stage.incident().id(), new Command.Resolve("fixed"), "ann");
    approve(waiting, waiting.plan().orElseThrow().hash(), "bob");
    stage.work();
    assertThat(stage.actuator.acted).isEmpty();
    stage.lookWell();
    assertThat(stage.only().state()).isEqualTo(WITHDRAWN);
  }
}
