package io.fivewhys.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SweepPlanTest {
  private static final long SECOND = 1_000_000_000L;

  /** Times of this clock may be negative. */
  private static final long START = -5 * SECOND;

  private final SweepPlan plan = new SweepPlan(Duration.ofSeconds(30), START);

  private long waitSeconds(long atSecond) {
    return plan.waitNanos(START + atSecond * SECOND) / SECOND;
  }

  private void sweep(long fromSecond, long toSecond, long expectedMissed) {
    plan.begin(START + fromSecond * SECOND);
    assertThat(plan.end(START + toSecond * SECOND)).isEqualTo(expectedMissed);
  }

  @Test
  void oneBeginsAtEachInterval() {
    assertThat(waitSeconds(0)).isZero();
    sweep(0, 3, 0);
    assertThat(waitSeconds(3)).isEqualTo(27);
    sweep(30, 31, 0);
    assertThat(waitSeconds(31)).isEqualTo(29);
  }

  @Test
  void oneThatBeginsLateMovesNoOther() {
    sweep(0, 3, 0);
    sweep(32, 33, 0);
    assertThat(waitSeconds(33)).isEqualTo(27);
  }

  @Test
  void whatBecomesDueMeanwhileIsLeftOut() {
    sweep(0, 45, 1);
    assertThat(waitSeconds(45)).isEqualTo(15);
    sweep(60, 160, 3);
    assertThat(waitSeconds(160)).isEqualTo(20);
  }

  @Test
  void aWishIsMetASecondAfterTheLastBeganAtTheEarliest() {
    sweep(0, 0, 0);
    plan.wish();
    assertThat(waitSeconds(0)).isEqualTo(1);
    assertThat(waitSeconds(10)).isNegative();
    sweep(10, 11, 0);
    assertThat(waitSeconds(11)).as("met, and the interval goes on").isEqualTo(19);
  }

  @Test
  void aWishBeforeTheFirstIsMetAtOnce() {
    var later = new SweepPlan(Duration.ofSeconds(30), START + 5 * SECOND);
    assertThat(later.waitNanos(START)).isEqualTo(5 * SECOND);
    later.wish();
    assertThat(later.waitNanos(START)).isZero();
  }

  @Test
  void aDemandIsMetAtOnce() {
    sweep(0, 0, 0);
    plan.demand();
    assertThat(waitSeconds(0)).isZero();
    sweep(0, 1, 0);
    assertThat(waitSeconds(1)).isEqualTo(29);
  }

  @Test
  void oneThatIsLeftToAnotherIsDueWhenItsTurnIsOver() {
    plan.begin(START);
    plan.yield(START, 12 * SECOND);
    assertThat(waitSeconds(0)).as("before the next interval").isEqualTo(12);

    plan.begin(START + 12 * SECOND);
    plan.yield(START + 12 * SECOND, 100 * SECOND);
    assertThat(waitSeconds(12)).as("at the next interval").isLessThanOrEqualTo(30);
  }

  @Test
  void whatIsAskedForIsNotMerelyDue() {
    assertThat(plan.isAskedFor()).isFalse();
    plan.wish();
    assertThat(plan.isAskedFor()).isTrue();
    plan.begin(START);
    plan.demand();
    assertThat(plan.isAskedFor()).isTrue();
  }
}
