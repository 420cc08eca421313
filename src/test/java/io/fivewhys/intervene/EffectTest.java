package io.fivewhys.intervene;

import static io.fivewhys.mitigate.InterventionState.ACTING;
import static io.fivewhys.mitigate.InterventionState.APPROVED;
import static io.fivewhys.mitigate.InterventionState.DONE;
import static io.fivewhys.mitigate.InterventionState.INTENDED;
import static io.fivewhys.mitigate.InterventionState.PLANNED;
import static io.fivewhys.mitigate.InterventionState.UNKNOWN;
import static io.fivewhys.mitigate.InterventionState.VERIFYING;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.Command;
import io.fivewhys.incident.IncidentState;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.inference.Action;
import io.fivewhys.intervene.InterventionDesk.Answer;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Assessment;
import io.fivewhys.mitigate.Effect;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.Remedy;
import io.fivewhys.store.SqlAudit;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is seen of an intervention after it was done, and what follows. */
class EffectTest extends InterventionPathTest {
  @Test
  void aBadReleaseIsUndoneAndVerifiedWithoutAHand() throws Exception {
    stage.look();
    assertThat(stage.only().state()).isEqualTo(APPROVED);
    stage.work();

    Intervention done = stage.only();
    assertThat(stage.actuator.acted).containsExactly(done.id() + " " + undo());
    assertThat(done.state()).isEqualTo(VERIFYING);
    assertThat(done.before().orElseThrow().errorRatio().orElseThrow()).isEqualTo(0.6);
    assertThat(stage.incident().state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(stage.incident().acknowledged()).as("the service takes nothing on").isEmpty();

    stage.lookWell();

    Assessment assessment = stage.only().assessment().orElseThrow();
    assertThat(assessment.effect()).isEqualTo(Effect.RECOVERED);
    assertThat(assessment.words()).contains("5xx 60.0 % → 0.0 % of 1000 responses");
    assertThat(stage.states(stage.only()))
        .containsExactly(PLANNED, APPROVED, INTENDED, ACTING, VERIFYING, DONE);
    assertThat(stage.timeline())
        .filteredOn(it -> it.kind() == TimelineEntry.Kind.INTERVENTION)
        .extracting(TimelineEntry::text)
        .hasSize(3);
    assertThat(new SqlAudit(stage.database).verify()).isEmpty();
    assertThat(new SqlAudit(stage.database).newest(10))
        .filteredOn(it -> it.path("kind").asText().equalsIgnoreCase("action"))
        .hasSize(6);
  }

  @Test
  void whatMadeThingsWorseIsLeftToPeopleAndNothingIsPutOnTop() throws Exception {
    stage.gateways.recommended.add(Action.RESTART_WORKLOAD);
    stage.actuator.inverse =
        Optional.of(new Remedy.UndoRollout(remedy(41).target(), OptionalLong.of(42)));
    stage.look();
    stage.work();
    stage.gateways.errorRatio(0.95);
    stage.look();
    stage.look();
    stage.look();

    assertThat(stage.all()).hasSize(1);
    assertThat(stage.timeline().getLast().text())
        .contains("actions take-back " + stage.only().id());
    Answer back = stage.one.desk().takeBack(stage.only().id(), "ann", "so", (_, _) -> {});
    assertThat(back).isInstanceOf(Answer.Done.class);
  }

  @Test
  void whatWasDoneCanBeTakenBackAfterTheIncidentIsOver() throws Exception {
    stage.actuator.inverse =
        Optional.of(new Remedy.UndoRollout(remedy(41).target(), OptionalLong.of(42)));
    stage.look();
    stage.work();
    stage.lookWell();
    Intervention done = stage.only();
    stage.pipeline.desk().command(stage.incident().id(), new Command.Resolve("well"), "ann");
    stage.one.desk().takeBack(done.id(), "ann", "it was another", (_, _) -> {});
    stage.lookWell();
    stage.work();
    stage.work();
    assertThat(stage.all().getLast().refusals()).isEmpty();
    assertThat(stage.actuator.acted).hasSize(2);
  }

  @Test
  void whatDidNotHelpGivesWayToTheNextAndThenToPeople() throws Exception {
    stage.gateways.recommended.add(Action.RESTART_WORKLOAD);
    stage.policy = new QuickPolicy(QuickPolicy.of("auto"), Duration.ofMinutes(1), Duration.ZERO);
    stage.look();
    stage.work();
    stage.look();
    Intervention first = stage.all().getFirst();
    assertThat(first.state()).isEqualTo(DONE);
    assertThat(first.assessment().orElseThrow().effect()).isEqualTo(Effect.NOT_YET);
    assertThat(stage.all()).hasSize(2);
    assertThat(stage.incident().escalatesAt().orElseThrow())
        .isAfter(stage.database.clock().instant());

    stage.work();
    stage.look();

    assertThat(stage.actuator.acted)
        .extracting(it -> it.substring(it.indexOf(' ') + 1))
        .containsExactly(undo(), "restart_workload of Deployment/orders");
    assertThat(stage.timeline().getLast().text()).contains("nothing is left");
    assertThat(stage.incident().escalatesAt().orElseThrow())
        .isBeforeOrEqualTo(stage.database.clock().instant());
    stage.look();
    assertThat(stage.all()).as("nothing is repeated").hasSize(2);
  }

  @Test
  void whatMakesThingsWorseIsTakenBackWhereThePolicySaysSo() throws Exception {
    stage.policy = QuickPolicy.of("auto", "undo-when-worse: true");
    Remedy undo = remedy(41);
    stage.actuator.inverse =
        Optional.of(new Remedy.UndoRollout(undo.target(), OptionalLong.of(42)));
    stage.look();
    stage.work();
    stage.gateways.errorRatio(0.95);
    stage.look();
    assertThat(stage.all()).as("one bad look may be chance").hasSize(1);
    stage.look();

    Intervention first = stage.all().getFirst();
    Intervention second = stage.all().getLast();
    assertThat(first.assessment().orElseThrow().effect()).isEqualTo(Effect.WORSE);
    assertThat(second.inverseOf()).contains(first.id());
    stage.work();
    assertThat(stage.all().getLast().refusals()).isEmpty();
    stage.work();
    assertThat(stage.actuator.acted).hasSize(2);
  }

  @Test
  void whatNobodyCanTellGoesToAPerson() throws Exception {
    stage.actuator.outcome = new Acted.Unknown("the answer got lost");
    stage.look();
    stage.work();
    assertThat(stage.only().state()).isEqualTo(UNKNOWN);
    assertThat(stage.incident().escalatesAt().orElseThrow())
        .isBeforeOrEqualTo(stage.database.clock().instant());
    stage.look();
    stage.work();
    assertThat(stage.actuator.acted).as("never repeated").hasSize(1);

    Answer said =
        stage.one.desk().conclude(stage.only().id(), true, "ann", "I see it", (_, _) -> {});
    assertThat(said).isInstanceOf(Answer.Done.class);
    stage.lookWell();
    assertThat(stage.only().assessment().orElseThrow().effect()).isEqualTo(Effect.RECOVERED);
  }
}
