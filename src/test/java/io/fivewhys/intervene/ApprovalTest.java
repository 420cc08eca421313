package io.fivewhys.intervene;

import static io.fivewhys.mitigate.InterventionState.REFUSED;
import static io.fivewhys.mitigate.InterventionState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.Command;
import io.fivewhys.inference.Action;
import io.fivewhys.intervene.InterventionDesk.Answer;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.Mode;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.mitigate.policy.MitigationPolicy;
import org.junit.jupiter.api.Test;

/** What people are asked, and what they may answer. */
class ApprovalTest extends InterventionPathTest {
  @Test
  void oneCallLetsBeDoneWhatWaitsForAnApproval() throws Exception {
    stage.policy = QuickPolicy.of("approve");
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
  void whatNobodyApprovedInTimeWaitsAnew() throws Exception {
    stage.policy = QuickPolicy.of("approve");
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
  void whatAPersonWantsAndAGuardRefusesIsJudgedAgain() throws Exception {
    stage.policy = MitigationPolicy.recommendOnly();
    stage.look();
    request(Action.UNDO_ROLLOUT);
    stage.work();
    assertThat(stage.only().state()).isEqualTo(REFUSED);
    stage.policy = QuickPolicy.of("approve");
    stage.look();
    assertThat(stage.only().state()).isEqualTo(WAITING);
  }

  @Test
  void whereSomebodyHasTakenItOnTheyAreAsked() throws Exception {
    stage.policy = MitigationPolicy.recommendOnly();
    stage.look();
    stage.pipeline.desk().command(stage.incident().id(), new Command.Acknowledge("mine"), "ann");
    stage.policy = QuickPolicy.of("auto");
    stage.look();
    assertThat(stage.only().state()).isEqualTo(WAITING);
    assertThat(stage.only().decision().orElseThrow().mode()).isEqualTo(Mode.APPROVE);
    assertThat(stage.only().decision().orElseThrow().because()).startsWith("ann has taken");
  }

  @Test
  void whatExpiredCannotBeApproved() throws Exception {
    stage.policy = QuickPolicy.of("approve");
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
  void whoRequestedItCannotBeTheSecondPerson() throws Exception {
    stage.policy = MitigationPolicy.recommendOnly();
    stage.look();
    stage.policy = QuickPolicy.of("approve", "two-people: true");
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
    stage.policy = QuickPolicy.of("approve");
    request(Action.UNDO_ROLLOUT);
    stage.work();
    approve(stage.only(), stage.only().plan().orElseThrow().hash(), "person:ann");
    stage.policy = QuickPolicy.of("approve", "two-people: true");
    stage.work();
    assertThat(stage.actuator.acted).isEmpty();
    assertThat(stage.only().refusals()).extracting(Refusal::guard).contains("two-people");
  }
}
