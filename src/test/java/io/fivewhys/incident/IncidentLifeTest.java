package io.fivewhys.incident;

import static io.fivewhys.incident.Sightings.as;
import static io.fivewhys.incident.Sightings.callingNow;
import static io.fivewhys.incident.Sightings.cause;
import static io.fivewhys.incident.Sightings.explaining;
import static io.fivewhys.incident.Sightings.failing;
import static io.fivewhys.incident.Sightings.healthy;
import static io.fivewhys.incident.Sightings.named;
import static io.fivewhys.incident.Sightings.posted;
import static io.fivewhys.incident.Sightings.rollout;
import static io.fivewhys.incident.Sightings.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.TimelineEntry.Kind;
import io.fivewhys.inference.Category;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IncidentLifeTest {
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final NamedCause ORDERS = named(rollout("orders"), 0.7);
  private static final NamedCause CATALOG =
      named(cause(Category.RESOURCE_EXHAUSTION, "catalog"), 0.7);

  private final EscalationPlan plan =
      new EscalationPlan(
          List.of(
              new EscalationPlan.Policy(
                  Set.of(),
                  Set.of(),
                  List.of(
                      new EscalationPlan.Level(Duration.ofMinutes(20), List.of("pager")),
                      new EscalationPlan.Level(Duration.ofMinutes(40), List.of("boss"))))));
  private final IncidentLife life = new IncidentLife(IncidentPolicy.defaults(), plan);
  private final Map<String, Incident> all = new LinkedHashMap<>();
  private final List<TimelineEntry> timeline = new ArrayList<>();
  private Suspicion suspicion = Suspicion.none(Sightings.GATEWAY);
  private int ids;

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
    see(healthy(at(180), "d4"));
    see(healthy(at(180 + 300), "d5"));
    assertThat(only().state()).as("after 5 minutes").isEqualTo(IncidentState.OPEN);
    see(healthy(at(180 + 600), "d6"));

    assertThat(only().state()).as("after 10 minutes").isEqualTo(IncidentState.RESOLVED);
    assertThat(only().returns()).isEqualTo(1);
    assertThat(kinds())
        .containsExactly(Kind.OPENED, Kind.QUIET, Kind.RETURNED, Kind.QUIET, Kind.RESOLVED);
  }

  @Test
  void theSameAfterItsEndIsAnotherIncident() {
    opened();
    see(healthy(at(60), "d2"));
    see(healthy(at(400), "d3"));
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

  @Test
  void severityOnlyRises() {
    opened();
    see(as(failing(at(60), "d2", "/orders", ORDERS), Severity.CRITICAL));
    see(as(failing(at(90), "d3", "/orders", ORDERS), Severity.MINOR));

    assertThat(only().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(kinds()).containsExactly(Kind.OPENED, Kind.SEVERITY_RAISED);
  }

  @Test
  void aDiagnosisThatSaysSoCallsAtOnce() {
    see(callingNow(posted(failing(at(0), "d0", "/orders", ORDERS))));
    assertThat(only().escalatesAt()).contains(at(0));
  }

  @Test
  void aLaterDiagnosisThatSaysSoCallsAtOnceUnlessSomebodyHasIt() {
    opened();
    see(callingNow(failing(at(60), "d2", "/orders", ORDERS)));
    assertThat(only().escalatesAt()).contains(at(60));

    command(new Command.Acknowledge(""), at(61));
    see(callingNow(failing(at(90), "d3", "/orders", ORDERS)));
    assertThat(only().escalatesAt()).isEmpty();
  }

  @Test
  void versionsCountTheEntries() {
    opened();
    see(as(failing(at(60), "d2", "/orders", named(rollout("cart"), 0.99)), Severity.CRITICAL));

    assertThat(timeline).extracting(TimelineEntry::version).containsExactly(1L, 2L, 3L);
    assertThat(only().version()).isEqualTo(3);
  }

  private void opened() {
    see(failing(at(0), "d0", "/orders", ORDERS));
    see(failing(at(30), "d1", "/orders", ORDERS));
    assertThat(all).hasSize(1);
  }

  private void see(Sighting sighting) {
    List<Incident> open = all.values().stream().filter(it -> !it.isOver()).toList();
    Turn turn = life.see(open, suspicion, sighting, "i" + (ids + 1), sighting.observedAt());
    suspicion = turn.suspicion();
    turn.steps().forEach(this::take);
  }

  private void command(Command command, Instant now) {
    take(((Outcome.Applied) Commands.apply(only(), command, "admin", now)).step());
  }

  private void take(Step step) {
    if (step.before().isEmpty()) {
      ids++;
    }
    all.put(step.after().id(), step.after());
    timeline.addAll(step.entries());
  }

  private Incident only() {
    assertThat(all).hasSize(1);
    return all.values().iterator().next();
  }

  private List<Kind> kinds() {
    return timeline.stream().map(TimelineEntry::kind).toList();
  }

  private static Instant at(int seconds) {
    return NOON.plusSeconds(seconds);
  }
}
