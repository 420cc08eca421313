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

  @Test
  void severityOnlyRises() {
    opened();
    see(as(failing(at(60), "d2", "/orders", ORDERS), Severity.CRITICAL));
    see(as(failing(at(90), "d3", "/orders", ORDERS), Severity.MINOR));

    assertThat(only().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(kinds()).containsExactly(Kind.OPENED, Kind.SEVERITY_RAISED);
  }

  @Test
  void aGraverIncidentIsUnderThePolicyOfItsSeverityAndEarlierCallsStand() {
    var bySeverity =
        new EscalationPlan(
            List.of(
                new EscalationPlan.Policy(
                    Set.of(),
                    Set.of(Severity.CRITICAL),
                    List.of(new EscalationPlan.Level(Duration.ofMinutes(5), List.of("pager")))),
                new EscalationPlan.Policy(
                    Set.of(),
                    Set.of(Severity.MAJOR),
                    List.of(new EscalationPlan.Level(Duration.ofMinutes(1), List.of("chat"))))));
    var graver = new IncidentLife(IncidentPolicy.defaults(), bySeverity);
    Sighting first = posted(failing(at(0), "d0", "/orders", ORDERS));
    Incident major =
        graver.see(List.of(), suspicion, first, "i1", at(0)).steps().getFirst().after();
    Incident called = new Escalation(bySeverity).due(major, at(60)).orElseThrow().after();
    assertThat(called.called()).containsExactly("chat");
    assertThat(called.escalatesAt()).isEmpty();

    Sighting worse = as(failing(at(90), "d1", "/orders", ORDERS), Severity.CRITICAL);
    Incident critical =
        graver.see(List.of(called), suspicion, worse, "x", at(90)).steps().getFirst().after();

    assertThat(critical.escalatesAt()).as("5 minutes after the opening").contains(at(300));
    Step call = new Escalation(bySeverity).due(critical, at(300)).orElseThrow();
    assertThat(call.after().called()).containsExactly("chat", "pager");
    assertThat(call.entries().getLast().text()).endsWith("pager");
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

  /** Healthy looks, one each half minute. */
  private void quiet(int from, int to) {
    for (int second = from; second <= to; second += 30) {
      see(healthy(at(second), "quiet-" + second));
    }
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
