package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.mitigate.Reach;
import io.fivewhys.mitigate.Remedy;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MostReplicasTest {
  private static String value(OptionalInt replicas, Reach reach) {
    var it = new Situation();
    it.reach = reach;
    it.planned = Optional.of(new Remedy.ScaleOut(Situation.ORDERS, replicas));
    return new MostReplicas(20, 2).objection(it.it()).map(r -> r.value()).orElse("");
  }

  @Test
  void aWorkloadGrowsToTheBoundAndToTwiceItsSizeAtOnce() {
    assertThat(value(OptionalInt.of(8), Situation.reach(4, 4, 0))).isEmpty();
    assertThat(value(OptionalInt.of(9), Situation.reach(4, 4, 0))).isEqualTo("9 of 4");
    assertThat(value(OptionalInt.of(20), Situation.reach(15, 4, 0))).isEmpty();
    assertThat(value(OptionalInt.of(21), Situation.reach(15, 4, 0))).isEqualTo("21");
    assertThat(value(OptionalInt.of(2), Situation.reach(0, 0, 0))).isEmpty();
  }

  @Test
  void unknownIsTooMany() {
    var unknown = OptionalInt.empty();
    assertThat(value(unknown, Situation.reach(4, 4, 0))).isEqualTo("unknown");
    assertThat(value(OptionalInt.of(2), new Reach(Map.of(), unknown, unknown, OptionalInt.of(0))))
        .isEqualTo("2 of unknown");
  }

  @Test
  void whatAddsNoReplicaIsNoConcernOfIt() {
    assertThat(new MostReplicas(1, 1).objection(new Situation().it())).isEmpty();
  }
}
