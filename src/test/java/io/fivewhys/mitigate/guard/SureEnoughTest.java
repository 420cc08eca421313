package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SureEnoughTest {
  @Test
  void theSmallerOfBothConfidencesCounts() {
    var guard = new SureEnough(0.8);
    var it = new Situation();
    assertThat(guard.objection(it.it())).isEmpty();

    it.causes.set(0, Situation.cause(Situation.BAD_ROLLOUT, 0.79));
    assertThat(guard.objection(it.it()).orElseThrow().value()).isEqualTo("0.79");

    it.causes.set(0, Situation.cause(Situation.BAD_ROLLOUT, 0.95));
    it.recommended = 0.5;
    assertThat(guard.objection(it.it()).orElseThrow().limit()).isEqualTo("0.80 at least");
  }
}
