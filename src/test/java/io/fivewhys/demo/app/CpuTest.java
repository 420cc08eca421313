package io.fivewhys.demo.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuTest {
  @Test
  void whoNeedsMoreThanTheQuotaWaits() throws Exception {
    var cpu = new Cpu(0.5);
    long begun = System.nanoTime();
    for (int i = 0; i < 10; i++) {
      cpu.use(Duration.ofMillis(30));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);

    // 300 ms of work on half a core are 600 ms, less the quota of one period at the start.
    assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(480));
    assertThat(cpu.throttledPeriods()).isPositive();
    assertThat(cpu.usedSeconds()).isEqualTo(0.3);
  }

  @Test
  void whoNeedsLittleDoesNot() throws Exception {
    var cpu = new Cpu(0.5);
    cpu.use(Duration.ofMillis(5));
    assertThat(cpu.throttledPeriods()).isZero();
  }
}
