package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CauseGoneTest {
  @Test
  void nothingIsDoneAboutWhatTheLastLookDoesNotSee() {
    var it = new Situation();
    it.causes.clear();
    assertThat(new CauseGone().objection(it.it()).orElseThrow().value()).isEqualTo("healthy");
    it.inverseOf = Optional.of("V-0");
    assertThat(new CauseGone().objection(it.it())).as("what takes one back").isEmpty();
  }
}
