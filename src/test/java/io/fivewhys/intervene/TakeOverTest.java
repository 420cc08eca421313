package io.fivewhys.intervene;

import static io.fivewhys.mitigate.InterventionState.ACTING;
import static io.fivewhys.mitigate.InterventionState.APPROVED;
import static io.fivewhys.mitigate.InterventionState.FAILED;
import static io.fivewhys.mitigate.InterventionState.INTENDED;
import static io.fivewhys.mitigate.InterventionState.PLANNED;
import static io.fivewhys.mitigate.InterventionState.VERIFYING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fivewhys.mitigate.Actuator.Acted;
import io.fivewhys.mitigate.Intervention;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Replicas that stand still or are killed, and others that go on. */
class TakeOverTest extends StageTest {
  @Test
  void whatWasOnlyIntendedIsDueAgainAndDoneOnce() throws Exception {
    stage.policy = QuickPolicy.of("auto", Duration.ZERO);
    stage.look();
    Stage.Replica two = stage.replica();
    stage.beforeLook =
        () -> {
          // The other one takes it over while this one stands still.
          stage.beforeLook = () -> {};
          stage.policy = QuickPolicy.of("auto");
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
    stage.policy = QuickPolicy.of("auto", Duration.ZERO);
    stage.look();
    Stage.Replica two = stage.replica();
    stage.beforeLook =
        () -> {
          // The other one takes it over, begins it anew and is killed in its turn.
          stage.policy = QuickPolicy.of("auto");
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
    stage.policy = QuickPolicy.of("auto", Duration.ofMinutes(1));
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
}
