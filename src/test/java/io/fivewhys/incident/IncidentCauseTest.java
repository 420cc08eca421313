package io.fivewhys.incident;

import static io.fivewhys.incident.Sightings.as;
import static io.fivewhys.incident.Sightings.cause;
import static io.fivewhys.incident.Sightings.explaining;
import static io.fivewhys.incident.Sightings.failing;
import static io.fivewhys.incident.Sightings.named;
import static io.fivewhys.incident.Sightings.posted;
import static io.fivewhys.incident.Sightings.rollout;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.TimelineEntry.Kind;
import io.fivewhys.inference.Category;
import org.junit.jupiter.api.Test;

/** Which causes belong to an incident, and when another takes over. */
class IncidentCauseTest extends IncidentLifeTest {
  @Test
  void anotherCauseTakesOverWhenItIsSaidTwiceAndTheTimelineSaysFromWhatToWhatAndWhy() {
    opened();
    NamedCause other = named(cause(Category.DEPENDENCY_FAILURE, "database"), 0.75);

    see(failing(at(60), "d2", "/orders", other));
    assertThat(only().cause()).contains(ORDERS);
    see(failing(at(90), "d3", "/orders", other));

    assertThat(only().cause()).contains(other);
    TimelineEntry last = timeline.getLast();
    assertThat(last.kind()).isEqualTo(Kind.CAUSE_CHANGED);
    assertThat(last.from()).contains("deployment issue of Deployment/orders");
    assertThat(last.to()).contains("dependency failure of Deployment/database");
    assertThat(last.text()).isEqualTo(other.summary());
    assertThat(last.diagnosis()).contains("d3");
  }

  @Test
  void twoCausesThatTakeTurnsDoNotFillTheTimeline() {
    opened();
    NamedCause other = named(cause(Category.DEPENDENCY_FAILURE, "database"), 0.75);
    for (int i = 2; i < 20; i++) {
      see(failing(at(30 * i), "d" + i, "/orders", i % 2 == 0 ? other : ORDERS));
    }
    assertThat(kinds()).containsExactly(Kind.OPENED);
  }

  @Test
  void aCauseThatIsMuchSurerTakesOverAtOnce() {
    opened();
    see(
        failing(
            at(60), "d2", "/orders", named(cause(Category.DEPENDENCY_FAILURE, "database"), 0.95)));

    assertThat(kinds()).containsExactly(Kind.OPENED, Kind.CAUSE_CHANGED);
  }

  @Test
  void aLookThatNamesNoCauseLeavesTheOneThatIsKnown() {
    opened();
    see(failing(at(60), "d2", "/orders"));
    see(failing(at(90), "d3", "/orders"));

    assertThat(only().cause()).contains(ORDERS);
  }

  @Test
  void aCauseThatExplainsTheKnownOneJoinsItsIncident() {
    opened();
    NamedCause deeper = named(cause(Category.INFRASTRUCTURE_FAILURE, "node-a"), 0.95);

    see(explaining(failing(at(60), "d2", "/other", deeper), ORDERS.key()));

    assertThat(only().cause()).contains(deeper);
    assertThat(only().routes()).containsExactly("/orders", "/other");
  }

  @Test
  void somethingElseOnOtherRoutesIsAnotherIncident() {
    opened();
    see(failing(at(60), "d2", "/catalog", CATALOG, ORDERS));
    see(failing(at(90), "d3", "/catalog", CATALOG, ORDERS));

    // The first cause is still named, so it is the same incident as far as one can tell.
    assertThat(all).hasSize(1);

    see(failing(at(120), "d4", "/search", named(cause(Category.TRAFFIC_SURGE, "search"), 0.5)));
    see(failing(at(150), "d5", "/search", named(cause(Category.TRAFFIC_SURGE, "search"), 0.5)));

    assertThat(all).hasSize(2);
    assertThat(all.get("i1").quietSince()).as("nothing is seen of the first").isPresent();
  }

  @Test
  void whatIsNamedSecondIsThereAllTheSame() {
    see(posted(failing(at(0), "d0", "/orders", ORDERS)));
    see(posted(failing(at(1), "d1", "/catalog", CATALOG)));
    assertThat(all).hasSize(2);
    assertThat(all.get("i1").quietSince()).isPresent();

    see(failing(at(60), "d2", "/catalog", CATALOG, ORDERS));

    assertThat(all.get("i1").quietSince()).isEmpty();
    assertThat(all.get("i1").lastSeenAt()).isEqualTo(at(60));
  }

  @Test
  void versionsCountTheEntries() {
    opened();
    see(as(failing(at(60), "d2", "/orders", named(rollout("cart"), 0.99)), Severity.CRITICAL));

    assertThat(timeline).extracting(TimelineEntry::version).containsExactly(1L, 2L, 3L);
    assertThat(only().version()).isEqualTo(3);
  }
}
