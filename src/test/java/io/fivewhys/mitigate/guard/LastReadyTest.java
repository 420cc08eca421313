package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.mitigate.Reach;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LastReadyTest {
  private static String value(OptionalInt ready, OptionalInt disturbed) {
    var it = new Situation();
    it.reach = new Reach(Map.of(), OptionalInt.of(3), ready, disturbed);
    return new LastReady().objection(it.it()).map(r -> r.value()).orElse("");
  }

  private static OptionalInt of(int number) {
    return OptionalInt.of(number);
  }

  @Test
  void oneReadyPodIsLeft() {
    assertThat(value(of(2), of(1))).isEmpty();
    assertThat(value(of(1), of(1))).isEqualTo("1 of 1 ready pods would be away");
    assertThat(value(of(2), of(3))).isNotEmpty();
  }

  @Test
  void aWorkloadWithoutAnyReadyPodHasNothingToLose() {
    assertThat(value(of(0), of(1))).isEmpty();
  }

  @Test
  void unknownIsNotReady() {
    assertThat(value(OptionalInt.empty(), of(1))).isEqualTo("unknown");
    assertThat(value(of(3), OptionalInt.empty())).isEqualTo("unknown");
  }

  @Test
  void whatTouchesNoPodMayBeDone() {
    assertThat(value(OptionalInt.empty(), of(0))).isEmpty();
  }
}
