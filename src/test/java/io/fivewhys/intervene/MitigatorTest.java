package io.fivewhys.intervene;

import static io.fivewhys.mitigate.InterventionState.ACTING;
import static io.fivewhys.mitigate.InterventionState.APPROVED;
import static io.fivewhys.mitigate.InterventionState.DONE;
import static io.fivewhys.mitigate.InterventionState.EXPIRED;
import static io.fivewhys.mitigate.InterventionState.FAILED;
import static io.fivewhys.mitigate.InterventionState.UNKNOWN;
import static io.fivewhys.mitigate.InterventionState.VERIFYING;
import static io.fivewhys.mitigate.InterventionState.WAITING;
import static io.fivewhys.mitigate.InterventionState.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.mitigate.Assessment;
import io.fivewhys.mitigate.Effect;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.JournalEntry;
import io.fivewhys.mitigate.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens by itself: on the threads of the service, when time passes, when nobody looks. */
class MitigatorTest extends StageTest {
  private Mitigator mitigator;

  @BeforeEach
  void mitigator() {
    mitigator = stage.one.mitigator();
  }

  private static Policy withoutTimeForApproval(String mode) {
    return new QuickPolicy(
        QuickPolicy.of(mode), Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(1));
  }

  private CountDownLatch reached(InterventionState state) {
    var latch = new CountDownLatch(1);
    stage.told =
        move -> {
          if (move.after().state() == state) {
            latch.countDown();
          }
        };
    return latch;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private String lastWords(Intervention it) {
    return stage.one.desk().journal(it.id(), 0, 100).stream()
        .reduce((_, last) -> last)
        .map(JournalEntry::text)
        .orElseThrow();
  }

  /** So long ago was it due, whenever that was. */
  private void dueSince(Duration ago) {
    Instant at = stage.database.clock().instant().minus(ago);
    stage.database.change(handle -> handle.execute("update intervention set due_at = ?", at));
  }

  @Test
  void aLookIsFollowedByWhatIsDueUntilItIsKnownToHaveHelped() throws Exception {
    CountDownLatch acted = reached(VERIFYING);
    mitigator.start();
    mitigator.swept(stage.accept(stage.gateways.sick()));
    await(acted);
    assertThat(stage.actuator.acted).hasSize(1);

    CountDownLatch done = reached(DONE);
    mitigator.swept(stage.accept(stage.gateways.well()));
    await(done);
    assertThat(stage.only().assessment().map(Assessment::effect)).contains(Effect.RECOVERED);
  }

  @Test
  void whatIsDueIsFoundInTheStoreAfterARestart() throws Exception {
    stage.look();
    assertThat(stage.only().state()).isEqualTo(APPROVED);
    CountDownLatch acted = reached(VERIFYING);
    Stage.Replica anew = stage.replica();
    anew.mitigator().start();
    try {
      await(acted);
    } finally {
      anew.mitigator().close();
    }
    assertThat(stage.actuator.acted).hasSize(1);
  }

  @Test
  void aFaultOfOneLookDoesNotEndTheNext() throws Exception {
    var faults = new AtomicInteger();
    var first = new CountDownLatch(1);
    stage.inDecision =
        () -> {
          if (faults.getAndIncrement() == 0) {
            first.countDown();
            throw new IllegalStateException("a fault");
          }
        };
    CountDownLatch approved = reached(APPROVED);
    mitigator.swept(stage.accept(stage.gateways.sick()));
    await(first);
    // It is planned by now, and the poller that would judge it was not started.
    stage.one.chores().see(stage.only().id(), Optional.empty());
    await(approved);
    CountDownLatch withdrawn = reached(WITHDRAWN);
    stage.gateways.causes = _ -> List.of(SampleDiagnoses.badReleaseOf("cart"));
    mitigator.swept(stage.accept(stage.gateways.sick()));
    mitigator.swept(stage.accept(stage.gateways.sick()));
    await(withdrawn);
  }

  @Test
  void nothingIsBegunOnceItIsClosed() throws Exception {
    stage.look();
    mitigator.start();
    mitigator.close();
    mitigator.swept(stage.accept(stage.gateways.well()));
    assertThat(stage.actuator.acted).isEmpty();
    assertThat(stage.only().state()).isEqualTo(APPROVED);
  }

  @Test
  void whatIsNotApprovedInTimeExpires() throws Exception {
    stage.policy = withoutTimeForApproval("approve");
    stage.look();
    assertThat(stage.only().state()).isEqualTo(WAITING);
    CountDownLatch expired = reached(EXPIRED);
    mitigator.start();
    await(expired);
    assertThat(lastWords(stage.only())).startsWith("nobody approved it in time");
    assertThat(stage.actuator.acted).isEmpty();
  }

  @Test
  void whatIsStillWaitedForDoesNotExpire() throws Exception {
    stage.policy = QuickPolicy.of("approve");
    stage.look();
    stage.work();
    assertThat(stage.only().state()).isEqualTo(WAITING);
  }

  @Test
  void anApprovalThatIsTooOldCountsForNothing() throws Exception {
    stage.policy = withoutTimeForApproval("auto");
    stage.look();
    assertThat(stage.only().state()).isEqualTo(APPROVED);
    stage.work();
    assertThat(stage.only().state()).isEqualTo(EXPIRED);
    assertThat(lastWords(stage.only())).contains("it was not done in time");
    assertThat(stage.actuator.acted).isEmpty();
  }

  @Test
  void whatNobodyLooksAtAnyMoreIsWithdrawn() throws Exception {
    stage.look();
    dueSince(Mitigator.ORPHANED_AFTER.minusMinutes(1));
    mitigator.adopt();
    assertThat(stage.only().state()).as("somebody may still come").isEqualTo(APPROVED);

    dueSince(Mitigator.ORPHANED_AFTER.plusMinutes(1));
    mitigator.adopt();
    assertThat(stage.only().state()).isEqualTo(WITHDRAWN);
    assertThat(lastWords(stage.only())).isEqualTo("nobody looks at the gateway any more");
    assertThat(stage.actuator.acted).isEmpty();
  }

  @Test
  void ofWhatWasBegunAndLeftItIsFoundOutWhetherItWasDone() throws Exception {
    abandon(Stage.GATEWAY);
    dueSince(Mitigator.ORPHANED_AFTER.plusMinutes(1));
    mitigator.adopt();
    assertThat(stage.actuator.settled).hasSize(1);
    assertThat(stage.only().state()).isEqualTo(FAILED);
  }

  @Test
  void whereNobodyCanAskTheTargetAPersonHasToSay() throws Exception {
    stage.gateways.others.put("east", "orders");
    abandon("east");
    stage.gateways.others.remove("east");
    dueSince(Mitigator.ORPHANED_AFTER.plusMinutes(1));
    mitigator.adopt();
    assertThat(stage.actuator.settled).isEmpty();
    assertThat(stage.only().state()).isEqualTo(UNKNOWN);
    assertThat(lastWords(stage.only())).contains("does not look at the gateway any more");
  }

  @Test
  void whatIsNotLookedAtAnyMoreEndsWithoutBeingTold() throws Exception {
    stage.policy = new QuickPolicy(QuickPolicy.of("auto"), Duration.ofMinutes(1), Duration.ZERO);
    stage.look();
    stage.work();
    assertThat(stage.only().state()).isEqualTo(VERIFYING);
    dueSince(Mitigator.ORPHANED_AFTER.plusMinutes(1));
    mitigator.adopt();
    assertThat(stage.only().state()).isEqualTo(DONE);
    assertThat(stage.only().assessment().map(Assessment::effect)).contains(Effect.CANNOT_TELL);
  }

  /** As if killed with the change in its hands, longer ago than its claim. */
  private void abandon(String gateway) throws Exception {
    stage.look(gateway);
    stage.actuator.beforeActing =
        () -> {
          throw new InterruptedException("as if killed");
        };
    assertThatThrownBy(() -> stage.work(stage.one, stage.only()))
        .isInstanceOf(InterruptedException.class);
    Intervention it = stage.only();
    assertThat(it.state()).isEqualTo(ACTING);
    stage.database.change(
        handle ->
            handle.execute(
                "update intervention set document = replace(document, ?, ?)",
                "\":\"" + it.claimedUntil().orElseThrow(),
                "\":\"2026-01-01T00:00:00Z"));
  }
}
