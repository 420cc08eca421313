package io.fivewhys.demo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private final AtomicInteger killed = new AtomicInteger();

  @Test
  void theProcessIsEndedWhenItHoldsMoreThanItsLimit() {
    var memory = new Memory(100, 60, killed::incrementAndGet);
    memory.hold(40, Duration.ofMinutes(1));
    assertThat(killed).hasValue(0);
    assertThat(memory.share()).isEqualTo(1);
    memory.hold(1, Duration.ofMinutes(1));
    assertThat(killed).hasValue(1);
    assertThat(memory.usedBytes()).isEqualTo(100);
  }

  @Test
  void whatIsHeldForSomeTimeIsGivenBack() {
    var memory = new Memory(100, 60, killed::incrementAndGet);
    memory.hold(30, Duration.ZERO);
    memory.hold(30, Duration.ofMinutes(1));
    assertThat(killed).hasValue(0);
    assertThat(memory.usedBytes()).isEqualTo(90);
  }
}
