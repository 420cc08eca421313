package io.fivewhys.incident;

import static io.fivewhys.incident.Sightings.failing;
import static io.fivewhys.incident.Sightings.healthy;
import static io.fivewhys.incident.Sightings.posted;
import static io.fivewhys.incident.Sightings.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.TimelineEntry.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is quiet, and when an incident is over. */
class IncidentEndTest extends IncidentLifeTest {
  @Test
  void whatWasNotLookedAtIsNotQuiet() {
    opened();
    Sighting blind =
        new Sighting(
            Sightings.GATEWAY,
            "shop",
            at(60),
            false,
            io.fivewhys.diagnose.Diagnosis.Verdict.DIAGNOSED,
            "d2",
            List.of(CATALOG),
            Set.of(),
            new java.util.TreeSet<>(Set.of("/catalog")),
            Set.of("/catalog"),
            Severity.MAJOR,
            java.util.Optional.empty(),
            false,
            false,
            "catalog fails");
    see(blind);

    assertThat(all.get("i1").quietSince()).isEmpty();
  }

  @Test
  void isOverAfterAQuietPeriod() {
    opened();
    see(healthy(at(60), "d2"));
    see(healthy(at(60 + 299), "d3"));
    assertThat(only().state()).isEqualTo(IncidentState.OPEN);

    see(healthy(at(60 + 300), "d4"));

    assertThat(only().state()).isEqualTo(IncidentState.RESOLVED);
    assertThat(only().escalatesAt()).isEmpty();
    assertThat(only().resolved().orElseThrow().reason())
        .isEqualTo("nothing was seen of it for 5 minutes");
    assertThat(kinds()).containsExactly(Kind.OPENED, Kind.QUIET, Kind.RESOLVED);
  }

  @Test
  void notKnowingIsNotQuiet() {
    opened();
    see(healthy(at(60), "d2"));
    see(unknown(at(600), "d3"));

    assertThat(only().state()).isEqualTo(IncidentState.OPEN);
  }

  @Test
  void whatComesAndGoesIsHeldTogetherAndMustBeQuietForLonger() {
    opened();
    see(healthy(at(60), "d2"));
    see(failing(at(120), "d3", "/orders", ORDERS));
    quiet(180, 180 + 300);
    assertThat(only().state()).as("after 5 minutes").isEqualTo(IncidentState.OPEN);
    quiet(180 + 330, 180 + 600);

    assertThat(only().state()).as("after 10 minutes").isEqualTo(IncidentState.RESOLVED);
    assertThat(only().returns()).isEqualTo(1);
    assertThat(kinds())
        .containsExactly(Kind.OPENED, Kind.QUIET, Kind.RETURNED, Kind.QUIET, Kind.RESOLVED);
  }

  @Test
  void aTimeOfWhichNothingIsKnownIsNoQuietTime() {
    opened();
    quiet(60, 180);
    see(unknown(at(210), "u"));
    quiet(240, 450);
    assertThat(only().state()).as("5 minutes, one look blind").isEqualTo(IncidentState.OPEN);
    see(healthy(at(450 + 600), "after a long time without a look"));
    assertThat(only().state()).as("nobody looked").isEqualTo(IncidentState.OPEN);
    quiet(1_080, 1_080 + 270);
    assertThat(only().state()).isEqualTo(IncidentState.RESOLVED);
    assertThat(kinds()).containsExactly(Kind.OPENED, Kind.QUIET, Kind.RESOLVED);
  }

  @Test
  void aHealthyLookThatDidNotSeeItsRoutesSaysNothingOfIt() {
    opened();
    Sighting others =
        new Sighting(
            Sightings.GATEWAY,
            "shop",
            at(60),
            false,
            io.fivewhys.diagnose.Diagnosis.Verdict.HEALTHY,
            "d2",
            List.of(),
            Set.of(),
            new java.util.TreeSet<>(),
            Set.of("/catalog"),
            Severity.MINOR,
            java.util.Optional.empty(),
            false,
            false,
            "the source of /orders is blind");
    see(others);

    assertThat(only().quietSince()).isEmpty();
  }

  @Test
  void whatWasPostedEndsAfterAQuietTimeAlthoughNobodyLooks() {
    see(posted(failing(at(0), "d0", "/orders", ORDERS)));
    see(posted(healthy(at(60), "d1")));

    assertThat(life.close(only(), at(359))).isEmpty();
    Step end = life.close(only(), at(360)).orElseThrow();
    assertThat(end.after().state()).isEqualTo(IncidentState.RESOLVED);
    assertThat(end.entries().getLast().text()).isEqualTo("nothing was seen of it for 5 minutes");
  }

  @Test
  void whatIsUnheardOfIsGivenUpAfterDaysAndSaysSo() {
    opened();
    see(healthy(at(60), "d2"));

    assertThat(life.close(only(), at(60).plus(Duration.ofDays(2))))
        .as("no look ended it")
        .isEmpty();
    assertThat(
            life.close(only(), at(30).plus(Duration.ofDays(3)))
                .orElseThrow()
                .entries()
                .getLast()
                .text())
        .isEqualTo("nothing was heard of it for 3 days, neither good nor bad: it is given up");
  }

  @Test
  void theSameAfterItsEndIsAnotherIncident() {
    opened();
    quiet(60, 400);
    see(failing(at(430), "d4", "/orders", ORDERS));
    see(failing(at(460), "d5", "/orders", ORDERS));

    assertThat(all).hasSize(2);
  }

  @Test
  void mitigationIsVerifiedWhenTheSymptomsGoAndGoesOnWhenTheyReturn() {
    opened();
    command(new Command.Mitigate("undo"), at(50));
    see(healthy(at(60), "d2"));
    assertThat(only().state()).isEqualTo(IncidentState.VERIFYING);

    see(failing(at(90), "d3", "/orders", ORDERS));
    assertThat(only().state()).isEqualTo(IncidentState.MITIGATING);
  }
}
