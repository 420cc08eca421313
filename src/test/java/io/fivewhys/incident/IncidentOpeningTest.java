package io.fivewhys.incident;

import static io.fivewhys.incident.Sightings.failing;
import static io.fivewhys.incident.Sightings.healthy;
import static io.fivewhys.incident.Sightings.posted;
import static io.fivewhys.incident.Sightings.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.TimelineEntry.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which looks open an incident, and which do not count. */
class IncidentOpeningTest extends IncidentLifeTest {
  @Test
  void opensWhenTwoLooksInARowSeeTheSymptoms() {
    see(failing(at(0), "d0", "/orders", ORDERS));
    assertThat(all).isEmpty();

    see(failing(at(30), "d1", "/orders", ORDERS));

    assertThat(only().cause()).contains(ORDERS);
    assertThat(only().startedAt()).as("since the first error").isEqualTo(at(-30));
    assertThat(only().escalatesAt()).contains(at(30).plus(Duration.ofMinutes(20)));
    assertThat(kinds()).containsExactly(Kind.OPENED);
  }

  @Test
  void aHealthyLookBetweenTwoThatSeeSymptomsBeginsAnew() {
    see(failing(at(0), "d0", "/orders", ORDERS));
    see(healthy(at(30), "d1"));
    see(failing(at(60), "d2", "/orders", ORDERS));

    assertThat(all).isEmpty();
  }

  @Test
  void aLookThatKnowsNothingNeitherCountsNorCalms() {
    see(failing(at(0), "d0", "/orders", ORDERS));
    see(unknown(at(30), "d1"));
    see(failing(at(60), "d2", "/orders", ORDERS));

    assertThat(all).hasSize(1);
  }

  @Test
  void oneClearPostedSnapshotIsEnough() {
    see(posted(failing(at(0), "d0", "/orders", ORDERS)));

    assertThat(all).hasSize(1);
  }

  @Test
  void aPostedSnapshotWithoutACauseCountsAsOneLook() {
    see(posted(failing(at(0), "d0", "/orders")));
    assertThat(all).isEmpty();
    see(posted(failing(at(30), "d1", "/orders")));
    assertThat(only().cause()).isEmpty();
  }

  @Test
  void historyThatSomebodyPostsOpensNothing() {
    Turn turn =
        life.see(
            List.of(),
            suspicion,
            posted(failing(at(0), "d0", "/orders", ORDERS)),
            "i1",
            at(0).plus(Duration.ofHours(1)));

    assertThat(turn.steps()).isEmpty();
    assertThat(turn.suspicion()).isEqualTo(suspicion);
  }

  @Test
  void whatWasObservedBeforeTheLastLookComesTooLate() {
    opened();
    see(healthy(at(60), "d2"));

    see(failing(at(45), "late", "/orders", ORDERS));
    see(failing(at(60), "twice", "/orders", ORDERS));

    assertThat(only().quietSince()).contains(at(60));
    assertThat(only().lastDiagnosis()).isEqualTo("d1");
  }

  @Test
  void theSameAgainChangesNothingButWhenItWasSeen() {
    opened();
    see(failing(at(60), "d2", "/orders", ORDERS));

    assertThat(kinds()).containsExactly(Kind.OPENED);
    assertThat(only().lastSeenAt()).isEqualTo(at(60));
    assertThat(only().version()).isEqualTo(1);
  }

  @Test
  void whatHasNotBeenObservedYetChangesNothing() {
    see(posted(failing(at(0), "d0", "/orders", ORDERS)));
    Turn turn =
        life.see(
            List.copyOf(all.values()),
            suspicion,
            posted(healthy(at(0).plus(Duration.ofDays(9_000)), "later")),
            "x",
            at(60));

    assertThat(turn.steps()).isEmpty();
    assertThat(turn.suspicion()).isEqualTo(suspicion);
  }
}
