package io.fivewhys.incident;

import static io.fivewhys.incident.Sightings.named;
import static io.fivewhys.incident.Sightings.rollout;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecurrenceTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);

  private static Incident opened(Instant at) {
    var life = new IncidentLife(IncidentPolicy.defaults(), EscalationPlan.NOBODY);
    var sighting = Sightings.failing(at, "d", "/orders", named(rollout("orders"), 0.9));
    var suspicion = new Suspicion(Sightings.GATEWAY, 1, Instant.EPOCH);
    return life.see(List.of(), suspicion, sighting, "i", at).steps().getFirst().after();
  }

  private static String words(int... daysAgo) {
    var earlier = new ArrayList<Incident>();
    for (int days : daysAgo) {
      earlier.add(opened(NOW.minus(Duration.ofDays(days))));
    }
    return Recurrence.words(opened(NOW), earlier, MONTH).orElse("");
  }

  @Test
  void theFirstTimeIsNotWorthAWord() {
    assertThat(words()).isEmpty();
  }

  @Test
  void withinAWeekItIsCountedByTheWeek() {
    assertThat(words(1, 3)).isEqualTo("third time this week");
    assertThat(words(7, 20)).isEqualTo("second time this week");
  }

  @Test
  void whatIsLongerAgoIsCountedByTheSpan() {
    assertThat(words(8, 20, 29)).isEqualTo("fourth time within 30 days");
  }

  @Test
  void manyAreCountedInFigures() {
    assertThat(words(new int[10])).isEqualTo("11th time this week");
    assertThat(words(new int[20])).isEqualTo("21st time this week");
    assertThat(words(new int[21])).isEqualTo("22nd time this week");
    assertThat(words(new int[9])).isEqualTo("tenth time this week");
  }
}
