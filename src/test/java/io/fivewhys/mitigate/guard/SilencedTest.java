package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SilencedTest {
  @Test
  void whatIsSilencedIsSomebodysWork() {
    var it = new Situation();
    it.silence = Optional.of("silenced by ann");
    assertThat(new Silenced().objection(it.it()).orElseThrow().words()).contains("ann");
    assertThat(new Silenced().objection(new Situation().it())).isEmpty();
  }
}
