package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.mitigate.Reach;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DisturbedAtOnceTest {
  private static String value(int mostPods, int mostPercent, Reach reach) {
    var it = new Situation();
    it.reach = reach;
    return new DisturbedAtOnce(mostPods, mostPercent)
        .objection(it.it())
        .map(r -> r.value())
        .orElse("");
  }

  @Test
  void theStricterOfBothHolds() {
    assertThat(value(5, 50, Situation.reach(10, 10, 5))).isEmpty();
    assertThat(value(4, 50, Situation.reach(10, 10, 5))).isEqualTo("5 of 10 pods");
    assertThat(value(5, 49, Situation.reach(10, 10, 5))).isEqualTo("5 of 10 pods");
  }

  @Test
  void unknownIsTooMany() {
    var unknown = OptionalInt.empty();
    assertThat(value(9, 99, new Reach(Map.of(), unknown, unknown, OptionalInt.of(1))))
        .isEqualTo("unknown");
    assertThat(value(9, 99, new Reach(Map.of(), OptionalInt.of(3), unknown, unknown)))
        .isEqualTo("unknown");
    assertThat(value(1, 1, Reach.NOTHING)).isEmpty();
  }
}
