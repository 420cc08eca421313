package io.fivewhys.mitigate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreezeWindowTest {
  private static final Freeze CHRISTMAS =
      new Freeze.Once(
          "Christmas",
          Instant.parse("2026-12-24T00:00:00Z"),
          Instant.parse("2026-12-27T00:00:00Z"));

  @Test
  void nothingIsDoneInAFreeze() {
    var guard = new FreezeWindow(List.of(CHRISTMAS));
    var it = new Situation();
    assertThat(guard.objection(it.it())).isEmpty();
    it.now = Instant.parse("2026-12-24T00:00:00Z");
    assertThat(guard.objection(it.it()).orElseThrow().words()).contains("Christmas");
    it.now = Instant.parse("2026-12-27T00:00:00Z");
    assertThat(guard.objection(it.it())).isEmpty();
  }

  @Test
  void aWeeklyOneGoesByTheClockOfItsPlace() {
    var hours =
        new Hours(
            Optional.of(List.of(DayOfWeek.FRIDAY)),
            LocalTime.of(16, 0),
            LocalTime.of(6, 0),
            ZoneId.of("Europe/Berlin"));
    var freeze = new Freeze.Weekly("no changes before the weekend", hours);
    assertThat(freeze.holds(Instant.parse("2026-11-27T14:59:59Z"))).isFalse();
    assertThat(freeze.holds(Instant.parse("2026-11-27T15:00:00Z"))).isTrue();
    assertThat(freeze.holds(Instant.parse("2026-11-28T04:59:59Z"))).as("next morning").isTrue();
    assertThat(freeze.holds(Instant.parse("2026-11-28T05:00:00Z"))).isFalse();
    assertThat(freeze.holds(Instant.parse("2026-11-27T04:00:00Z"))).as("Friday morning").isFalse();
    // In summer the same wall clock is an hour earlier.
    assertThat(freeze.holds(Instant.parse("2026-07-03T14:00:00Z"))).isTrue();
    assertThat(freeze.holds(Instant.parse("2026-07-03T13:59:59Z"))).isFalse();
  }
}
