package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final Failures guard = new Failures(3, Duration.ofHours(1));

  private boolean objects(int... minutesAgo) {
    var it = new Situation();
    for (int ago : minutesAgo) {
      it.past.add(Situation.past("V-" + ago, Duration.ofMinutes(ago)));
    }
    return guard.objection(it.it()).isPresent();
  }

  @Test
  void afterThreeFailuresWithinAnHourTheTargetIsLeftAloneForAnHour() {
    assertThat(objects(10, 20)).isFalse();
    assertThat(objects(10, 20, 69)).isTrue();
    assertThat(objects(10, 20, 70)).as("not within an hour").isFalse();
    assertThat(objects(59, 80, 118)).as("the last of them within the last hour").isTrue();
    assertThat(objects(60, 80, 118)).as("an hour is over").isFalse();
  }

  @Test
  void aClockThatWasMovedBackForgetsNone() {
    assertThat(objects(-300, -310, -320)).isTrue();
  }
}
