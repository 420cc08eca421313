package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.Mark;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StopSwitchTest {
  @Test
  void nothingIsBegunWhileSomebodyHasStoppedEverything() {
    var it = new Situation();
    it.stopped = Optional.of(new Mark(Situation.NOW, "ann", "we look ourselves"));

    assertThat(new StopSwitch().objection(it.it()).orElseThrow().words())
        .contains("ann", "we look ourselves", "resumes");
    assertThat(new StopSwitch().objection(new Situation().it())).isEmpty();
  }
}
