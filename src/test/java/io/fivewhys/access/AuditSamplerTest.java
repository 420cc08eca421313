package io.fivewhys.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AuditSamplerTest {
  @Test
  void ofManyDeniedAttemptsTheFirstOfASpanAreWrittenAndTheRestCounted() {
    var now = new Instant[] {Instant.EPOCH};
    var denied =
        AuditSampler.ofDenied(
            new Clock() {
              @Override
              public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(java.time.ZoneId zone) {
                return this;
              }

              @Override
              public Instant instant() {
                return now[0];
              }
            });
    for (int i = 0; i < 10; i++) {
      assertThat(denied.next()).contains(0L);
    }
    for (int i = 0; i < 7; i++) {
      assertThat(denied.next()).isEmpty();
    }
    assertThat(denied.unwritten()).isEqualTo(7);

    now[0] = now[0].plus(Duration.ofMinutes(10));

    assertThat(denied.next()).contains(7L);
    assertThat(denied.next()).contains(0L);
    assertThat(denied.unwritten()).isZero();
  }
}
