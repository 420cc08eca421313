package io.fivewhys.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void doublesFromTenSecondsToFiveMinutesAfterAFirstRestartAtOnce() {
    var backOff = new BackOff(new Pace(1));
    assertThat(next(backOff, 1)).isZero();
    assertThat(next(backOff, 1)).hasSeconds(10);
    assertThat(next(backOff, 1)).hasSeconds(20);
    assertThat(next(backOff, 1)).hasSeconds(40);
    for (int i = 0; i < 20; i++) {
      next(backOff, 1);
    }
    assertThat(next(backOff, 1)).hasMinutes(5);
  }

  @Test
  void isForgottenWhenTheContainerRanForTenMinutes() {
    var backOff = new BackOff(new Pace(1));
    next(backOff, 1);
    next(backOff, 1);
    assertThat(next(backOff, 11 * 60)).isZero();
  }

  @Test
  void goesByAsFastAsThePaceSays() {
    var backOff = new BackOff(new Pace(20));
    next(backOff, 1);
    assertThat(next(backOff, 1)).hasMillis(500);
  }

  private static Duration next(BackOff backOff, long ranForSeconds) {
    return backOff.after(NOON, NOON.plusSeconds(ranForSeconds));
  }
}
