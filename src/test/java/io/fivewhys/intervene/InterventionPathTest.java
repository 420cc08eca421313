package io.fivewhys.intervene;

import static io.fivewhys.mitigate.InterventionState.ACTING;
import static io.fivewhys.mitigate.InterventionState.APPROVED;
import static io.fivewhys.mitigate.InterventionState.DONE;
import static io.fivewhys.mitigate.InterventionState.FAILED;
import static io.fivewhys.mitigate.InterventionState.INTENDED;
import static io.fivewhys.mitigate.InterventionState.PLANNED;
import static io.fivewhys.mitigate.InterventionState.REFUSED;
import static io.fivewhys.mitigate.InterventionState.UNKNOWN;
import static io.fivewhys.mitigate.InterventionState.VERIFYING;
import static io.fivewhys.mitigate.InterventionState.WAITING;
import static io.fivewhys.mitigate.InterventionState.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fivewhys.database.DatabaseKind;
import io.fivewhys.incident.Command;
import io.fivewhys.incident.IncidentState;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.inference.Action;
import io.fivewhys.intervene.InterventionDesk.Answer;
import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Assessment;
import io.fivewhys.mitigate.Effect;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.Remedy;
import io.fivewhys.mitigate.policy.MitigationPolicy;
import io.fivewhys.store.SqlAudit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@Timeout(60)
class InterventionPathTest {
  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage(kind.open(directory.resolve("data")));
  }

  @AfterEach
  void close() {
    stage.close();
  }

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
  void oneCallLetsBeDoneWhatWaitsForAnApproval() throws Exception {
    stage.policy = Stage.policy("approve");
    stage.look();
    stage.look();
    stage.work();
    Intervention waiting = stage.only();
    assertThat(waiting.state()).isEqualTo(WAITING);
    assertThat(stage.actuator.acted).isEmpty();
    String hash = waiting.plan().orElseThrow().hash();

    assertThat(refusal(approve(waiting, "0123456789abcdef", "ann")).guard())
        .isEqualTo("plan-changed");
    assertThat(approve(waiting, hash, "ann")).isInstanceOf(Answer.Done.class);
    stage.work();

    assertThat(stage.actuator.acted).hasSize(1);
    assertThat(stage.only().approved().orElseThrow().by()).isEqualTo("ann");
    assertThat(refusal(approve(waiting, hash, "bob")).words()).contains("it was done at");
    stage.work();
    assertThat(stage.actuator.acted).hasSize(1);
  }

  @Test
  void whatThePolicyOnlyRecommendsIsLeftToPeople() throws Exception {
    stage.policy = MitigationPolicy.recommendOnly();
    stage.look();
    stage.work();
    assertThat(stage.all()).isEmpty();

    Answer asked = request(Action.UNDO_ROLLOUT);
    assertThat(asked).isInstanceOf(Answer.Done.class);
    stage.work();

    assertThat(stage.only().state()).isEqualTo(REFUSED);
    assertThat(stage.only().refusals()).extracting(Refusal::guard).contains("policy");
    assertThat(stage.actuator.acted).isEmpty();
  }

  @Test
  void whatIsNotRecommendedCannotBeAskedFor() throws Exception {
    stage.policy = MitigationPolicy.recommendOnly();
    stage.look();
    assertThat(request(Action.SCALE_OUT))
        .isEqualTo(
            new Answer.Unfit(
                "scale_out is not recommended for it there; what is: undo_rollout of"
                    + " Deployment/orders"));
  }

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
    stage.policy = Stage.policy("approve");
    stage.work();
    assertThat(stage.actuator.acted).isEmpty();
    assertThat(stage.only().refusals()).extracting(Refusal::guard).contains("policy");

    stage.look();
    assertThat(stage.only().state()).as("judged anew").isEqualTo(WAITING);
  }

  @Test
  void aTargetThatChangedSinceIsLeftAlone() throws Exception {
    stage.policy = Stage.policy("approve");
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
  void whatNobodyApprovedInTimeWaitsAnew() throws Exception {
    stage.policy = Stage.policy("approve");
    stage.look();
    Intervention first = stage.only();
    stage.change(
        first.id(),
        "\"expiresAt\":\"" + first.expiresAt().orElseThrow(),
        "\"expiresAt\":\"2026-01-01T00:00:00Z");
    stage.change(
        first.id(),
        "\"dueAt\":\"" + first.dueAt().orElseThrow(),
        "\"dueAt\":\"2026-01-01T00:00:00Z");
    stage.work();
    assertThat(stage.only().state()).isEqualTo(InterventionState.EXPIRED);
    stage.look();
    assertThat(stage.all().getLast().state()).isEqualTo(WAITING);
  }

  @Test
  void whatMadeThingsWorseIsLeftToPeopleAndNothingIsPutOnTop() throws Exception {
    stage.recommended.add(Action.RESTART_WORKLOAD);
    stage.actuator.inverse =
        Optional.of(new Remedy.UndoRollout(remedy(41).target(), OptionalLong.of(42)));
    stage.look();
    stage.work();
    stage.errorRatio(0.95);
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
  void whatAPersonWantsAndAGuardRefusesIsJudgedAgain() throws Exception {
    stage.policy = MitigationPolicy.recommendOnly();
    stage.look();
    request(Action.UNDO_ROLLOUT);
    stage.work();
    assertThat(stage.only().state()).isEqualTo(REFUSED);
    stage.policy = Stage.policy("approve");
    stage.look();
    assertThat(stage.only().state()).isEqualTo(WAITING);
  }

  @Test
  void whereSomebodyHasTakenItOnTheyAreAsked() throws Exception {
    stage.policy = MitigationPolicy.recommendOnly();
    stage.look();
    stage.pipeline.desk().command(stage.incident().id(), new Command.Acknowledge("mine"), "ann");
    stage.policy = Stage.policy("auto");
    stage.look();
    assertThat(stage.only().state()).isEqualTo(WAITING);
    assertThat(stage.only().decision().orElseThrow().mode()).isEqualTo(Mode.APPROVE);
    assertThat(stage.only().decision().orElseThrow().because()).startsWith("ann has taken");
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
  void whatIsNotApprovedInTimeExpires() throws Exception {
    stage.policy = Stage.policy("approve");
    stage.look();
    Intervention waiting = stage.only();
    stage.database.change(
        handle ->
            handle.execute(
                "update intervention set document = replace(document, ?, ?)",
                "\"expiresAt\":\"" + waiting.expiresAt().orElseThrow(),
                "\"expiresAt\":\"2026-01-01T00:00:00Z"));
    assertThat(refusal(approve(waiting, waiting.plan().orElseThrow().hash(), "ann")).guard())
        .isEqualTo("approval-expired");
  }

  @Test
  void whatDidNotHelpGivesWayToTheNextAndThenToPeople() throws Exception {
    stage.recommended.add(Action.RESTART_WORKLOAD);
    stage.policy = new Stage.Quick(Stage.policy("auto"), Duration.ofMinutes(1), Duration.ZERO);
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
    stage.policy = Stage.policy("auto", "undo-when-worse: true");
    Remedy undo = remedy(41);
    stage.actuator.inverse =
        Optional.of(new Remedy.UndoRollout(undo.target(), OptionalLong.of(42)));
    stage.look();
    stage.work();
    stage.errorRatio(0.95);
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

  @Test
  void anIncidentThatIsOverWantsNothingAnyMore() throws Exception {
    stage.policy = Stage.policy("approve");
    stage.look();
    Intervention waiting = stage.only();
    stage.pipeline.desk().command(stage.incident().id(), new Command.Resolve("fixed"), "ann");
    approve(waiting, waiting.plan().orElseThrow().hash(), "bob");
    stage.work();
    assertThat(stage.actuator.acted).isEmpty();
    stage.lookWell();
    assertThat(stage.only().state()).isEqualTo(WITHDRAWN);
  }

  @Test
  void whoRequestedItCannotBeTheSecondPerson() throws Exception {
    stage.policy = MitigationPolicy.recommendOnly();
    stage.look();
    stage.policy = Stage.policy("approve", "two-people: true");
    request(Action.UNDO_ROLLOUT);
    stage.work();
    Intervention waiting = stage.only();
    String hash = waiting.plan().orElseThrow().hash();
    assertThat(refusal(approve(waiting, hash, "person:ann")).guard()).isEqualTo("two-people");
    assertThat(refusal(approve(waiting, hash, "admin")).words()).contains("may be the same");
    assertThat(approve(waiting, hash, "person:bob")).isInstanceOf(Answer.Done.class);
  }

  @Test
  void aSecondPersonMayBeWantedAfterTheFirstApproved() throws Exception {
    stage.policy = MitigationPolicy.recommendOnly();
    stage.look();
    stage.policy = Stage.policy("approve");
    request(Action.UNDO_ROLLOUT);
    stage.work();
    approve(stage.only(), stage.only().plan().orElseThrow().hash(), "person:ann");
    stage.policy = Stage.policy("approve", "two-people: true");
    stage.work();
    assertThat(stage.actuator.acted).isEmpty();
    assertThat(stage.only().refusals()).extracting(Refusal::guard).contains("two-people");
  }

  @Test
  void whatWasOnlyIntendedIsDueAgainAndDoneOnce() throws Exception {
    stage.policy = Stage.policy("auto", Duration.ZERO);
    stage.look();
    Stage.Replica two = stage.replica();
    stage.beforeLook =
        () -> {
          // The other one takes it over while this one stands still.
          stage.beforeLook = () -> {};
          stage.policy = Stage.policy("auto");
          stage.work(two);
          stage.work(two);
        };
    stage.work();

    assertThat(stage.actuator.acted).hasSize(1);
    assertThat(stage.states(stage.only()))
        .containsExactly(PLANNED, APPROVED, INTENDED, APPROVED, INTENDED, ACTING, VERIFYING);
  }

  @Test
  void whoWasGivenUpDoesNotActOnTheIntentOfAnother() throws Exception {
    stage.policy = Stage.policy("auto", Duration.ZERO);
    stage.look();
    Stage.Replica two = stage.replica();
    stage.beforeLook =
        () -> {
          // The other one takes it over, begins it anew and is killed in its turn.
          stage.policy = Stage.policy("auto");
          stage.work(two);
          stage.beforeLook =
              () -> {
                throw new InterruptedException("as if killed");
              };
          assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> stage.work(two));
          stage.beforeLook = () -> {};
        };
    stage.work();

    assertThat(stage.actuator.acted).isEmpty();
    assertThat(stage.states(stage.only()))
        .containsExactly(PLANNED, APPROVED, INTENDED, APPROVED, INTENDED);
  }

  @Test
  void whoWakesUpAfterItsTimeDoesNothing() throws Exception {
    stage.policy = Stage.policy("auto", Duration.ofMinutes(1));
    stage.look();
    Stage.Replica two = stage.replica();
    stage.actuator.beforeActing =
        () -> {
          // It stands still with the change in its hands for longer than its claim.
          stage.actuator.beforeActing = () -> {};
          expireClaims();
          stage.work(two);
        };
    stage.work();

    assertThat(stage.actuator.settled).hasSize(1);
    assertThat(stage.actuator.acted).as("the target was sealed").isEmpty();
    assertThat(stage.only().state()).isEqualTo(FAILED);
  }

  @Test
  void whatWasDoneBeforeACrashIsFoundAndNotRepeated() throws Exception {
    stage.look();
    stage.actuator.settling = new Acted.Done("its annotation is there");
    Stage.Replica two = stage.replica();
    stage.actuator.beforeActing =
        () -> {
          throw new InterruptedException("as if killed");
        };
    try {
      stage.work();
    } catch (InterruptedException killed) {
      assertThat(stage.only().state()).isEqualTo(ACTING);
    }
    stage.work(two);
    assertThat(stage.only().state()).as("its claim still holds").isEqualTo(ACTING);
    expireClaims();
    stage.work(two);
    assertThat(stage.only().state()).isEqualTo(VERIFYING);
    assertThat(stage.actuator.acted).isEmpty();
  }

  private void expireClaims() {
    Intervention it = stage.only();
    stage.database.change(
        handle -> {
          handle.execute(
              "update intervention set document = replace(document, ?, ?)",
              "\"claimedUntil\":\"" + it.claimedUntil().orElseThrow(),
              "\"claimedUntil\":\"2026-01-01T00:00:00Z");
          handle.execute(
              "update intervention set document = replace(document, ?, ?)",
              "\"dueAt\":\"" + it.dueAt().orElseThrow(),
              "\"dueAt\":\"2026-01-01T00:00:00Z");
        });
  }

  private Answer approve(Intervention it, String hash, String by) {
    return stage.one.desk().approve(it.id(), hash, by, "", (_, _) -> {});
  }

  private Answer request(Action action) {
    return stage
        .one
        .desk()
        .request(
            stage.incident().id(), action, Optional.empty(), "person:ann", "please", (_, _) -> {});
  }

  private static Refusal refusal(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Unchanged.class);
    return ((Answer.Unchanged) answer).refusal();
  }

  private Remedy remedy(long toRevision) {
    return new Remedy.UndoRollout(
        stage.sick().causes().getFirst().subject(), OptionalLong.of(toRevision));
  }

  private static String undo() {
    return "undo_rollout of Deployment/orders";
  }
}
