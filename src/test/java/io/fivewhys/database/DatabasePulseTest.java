package io.fivewhys.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabasePulseTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicBoolean broken = new AtomicBoolean();
  private final DatabasePulse pulse = new DatabasePulse(this::look, "test", nanos::get);

  private void look() {
    if (broken.get()) {
      throw new IllegalStateException("gone");
    }
  }

  @Test
  void isUpAsLongAsTheLastLookWasAnswered() {
    assertThat(pulse.isUp()).isTrue();
    broken.set(true);
    pulse.beat();
    assertThat(pulse.isUp()).isFalse();
    broken.set(false);
    pulse.beat();
    assertThat(pulse.isUp()).isTrue();
  }

  @Test
  void aLookThatTakesLongCountsAsNoAnswer() {
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(pulse.isUp()).isTrue();
    nanos.addAndGet(1);
    assertThat(pulse.isUp()).isFalse();
    pulse.beat();
    assertThat(pulse.isUp()).isTrue();
  }

  @Test
  void seesThatARealDatabaseIsGone(@TempDir Path directory) {
    var database = DatabaseKind.H2.open(directory);
    try (var real = new DatabasePulse(database)) {
      real.start();
      assertThat(real.isUp()).isTrue();
      assertThat(database.connections().waiting()).isZero();

      database.close();

      while (real.isUp()) {
        Thread.onSpinWait();
      }
    }
  }
}
