package io.fivewhys.incident;

import static io.fivewhys.incident.Sightings.failing;
import static io.fivewhys.incident.Sightings.named;
import static io.fivewhys.incident.Sightings.posted;
import static io.fivewhys.incident.Sightings.rollout;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.EscalationPlan.Level;
import io.fivewhys.incident.EscalationPlan.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EscalationTest {
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private final EscalationPlan plan =
      new EscalationPlan(
          List.of(
              new Policy(Set.of("quiet-gateway"), Set.of(), List.of()),
              new Policy(
                  Set.of(),
                  Set.of(Severity.MAJOR),
                  List.of(
                      new Level(Duration.ofMinutes(20), List.of("pager", "slack")),
                      new Level(Duration.ofMinutes(50), List.of("boss"))))));
  private final Escalation escalation = new Escalation(plan);

  @Test
  void nothingIsDueBeforeTheTime() {
    assertThat(escalation.due(opened(), minutes(19))).isEmpty();
  }

  @Test
  void eachLevelIsCalledAtItsTimeAndThenNobodyMore() {
    Step first = escalation.due(opened(), minutes(20)).orElseThrow();
    assertThat(first.entries().getFirst().text())
        .isEqualTo(
            "not taken on and not over 20 minutes after it was opened; level 1 is called: pager,"
                + " slack");
    assertThat(first.after().escalatesAt()).contains(minutes(50));

    Step second = escalation.due(first.after(), minutes(50)).orElseThrow();
    assertThat(second.after().escalation()).isEqualTo(2);
    assertThat(second.after().escalatesAt()).isEmpty();
    assertThat(escalation.due(second.after(), minutes(500))).isEmpty();
  }

  @Test
  void aLevelThatWasCalledLateDelaysTheNext() {
    Step first = escalation.due(opened(), minutes(70)).orElseThrow();

    assertThat(first.after().escalatesAt()).contains(minutes(100));
  }

  @Test
  void whoeverTakesItOnStopsIt() {
    Incident taken =
        ((Outcome.Applied) Commands.apply(opened(), new Command.Acknowledge(""), "a", minutes(5)))
            .step()
            .after();

    assertThat(escalation.due(taken, minutes(20))).isEmpty();
  }

  @Test
  void nobodyIsCalledWhileItIsQuiet() {
    Incident quiet =
        life()
            .see(
                List.of(opened()),
                Suspicion.none(Sightings.GATEWAY),
                Sightings.healthy(minutes(19), "d1"),
                "x",
                minutes(19))
            .steps()
            .getFirst()
            .after();

    Step later = escalation.due(quiet, minutes(20)).orElseThrow();

    assertThat(later.isChange()).isFalse();
    assertThat(later.after().escalatesAt()).contains(minutes(21));
  }

  @Test
  void theFirstPolicyThatFitsHolds() {
    assertThat(plan.hasLevels("quiet-gateway", Severity.MAJOR)).isFalse();
    assertThat(plan.hasLevels("other", Severity.MAJOR)).isTrue();
    assertThat(plan.hasLevels("other", Severity.CRITICAL)).isFalse();
    assertThat(EscalationPlan.NOBODY.hasLevels("other", Severity.CRITICAL)).isFalse();
  }

  private IncidentLife life() {
    return new IncidentLife(IncidentPolicy.defaults(), plan);
  }

  private Incident opened() {
    Sighting sighting = posted(failing(NOON, "d0", "/orders", named(rollout("orders"), 0.9)));
    Step step =
        life()
            .see(List.of(), Suspicion.none(Sightings.GATEWAY), sighting, "i1", NOON)
            .steps()
            .getFirst();
    assertThat(step.before()).isEqualTo(Optional.empty());
    return step.after();
  }

  private static Instant minutes(int minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }
}
