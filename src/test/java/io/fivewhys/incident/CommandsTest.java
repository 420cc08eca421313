package io.fivewhys.incident;

import static io.fivewhys.incident.Sightings.failing;
import static io.fivewhys.incident.Sightings.named;
import static io.fivewhys.incident.Sightings.posted;
import static io.fivewhys.incident.Sightings.rollout;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.incident.TimelineEntry.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandsTest {
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private final Incident open = opened();

  @Test
  void acknowledgingStopsTheEscalationAndNamesWho() {
    Step step = applied(open, new Command.Acknowledge("I look"));

    assertThat(step.after().state()).isEqualTo(IncidentState.ACKNOWLEDGED);
    assertThat(step.after().acknowledged()).contains(new Mark(NOON, "ann", "I look"));
    assertThat(step.after().escalatesAt()).isEmpty();
    assertThat(step.entries().getFirst())
        .isEqualTo(
            new TimelineEntry(
                "i1",
                2,
                NOON,
                "ann",
                Kind.ACKNOWLEDGED,
                Optional.of("open"),
                Optional.of("acknowledged"),
                "I look",
                Optional.empty()));
  }

  @Test
  void theSecondToAcknowledgeIsToldWhoWasFirst() {
    Incident taken = applied(open, new Command.Acknowledge("")).after();

    assertThat(unchanged(taken, new Command.Acknowledge("")))
        .isEqualTo("it was acknowledged by ann at 2026-01-05T12:00:00Z already");
  }

  @Test
  void whoeverMitigatesHasTakenItOn() {
    Incident mitigating = applied(open, new Command.Mitigate("undo")).after();

    assertThat(mitigating.state()).isEqualTo(IncidentState.MITIGATING);
    assertThat(mitigating.acknowledged()).isPresent();
    assertThat(mitigating.escalatesAt()).isEmpty();
    assertThat(unchanged(mitigating, new Command.Mitigate("undo"))).contains("already");
  }

  @Test
  void acknowledgingWhatIsBeingMitigatedDoesNotSetItBack() {
    Incident mitigating = applied(open, new Command.Mitigate("undo")).after();

    assertThat(unchanged(mitigating, new Command.Acknowledge(""))).contains("acknowledged by ann");
  }

  static List<Command> afterTheEnd() {
    return List.of(
        new Command.Acknowledge(""),
        new Command.Assign(Optional.of("bob")),
        new Command.Mitigate("undo"),
        new Command.Resolve("again"),
        new Command.Merge("i2", ""));
  }

  @ParameterizedTest
  @MethodSource("afterTheEnd")
  void nothingLeadsAwayFromTheEnd(Command late) {
    Incident over = applied(open, new Command.Resolve("false alarm")).after();

    assertThat(unchanged(over, late))
        .isEqualTo("it was resolved by ann at 2026-01-05T12:00:00Z: false alarm");
  }

  @Test
  void whatIsOverCanBeCommentedAndLinked() {
    Incident over = applied(open, new Command.Resolve("false alarm")).after();

    assertThat(applied(over, new Command.Comment("see ticket")).after().state())
        .isEqualTo(IncidentState.RESOLVED);
    assertThat(applied(over, new Command.Link("i2", "")).entries().getFirst().to()).contains("i2");
  }

  @Test
  void mergingEndsItInFavourOfAnother() {
    Incident merged = applied(open, new Command.Merge("i2", "same thing")).after();

    assertThat(merged.isOver()).isTrue();
    assertThat(merged.mergedInto()).contains("i2");
    assertThat(unchanged(open, new Command.Merge("i1", ""))).contains("itself");
  }

  @Test
  void assigningTwiceChangesNothing() {
    Incident bobs = applied(open, new Command.Assign(Optional.of("bob"))).after();

    assertThat(unchanged(bobs, new Command.Assign(Optional.of("bob"))))
        .isEqualTo("bob has it already");
    assertThat(applied(bobs, new Command.Assign(Optional.empty())).after().assignee()).isEmpty();
  }

  @Test
  void aTextThatIsTooLongIsCutAndNotRefused() {
    var entry = applied(open, new Command.Comment("x".repeat(9000))).entries().getFirst();

    assertThat(entry.text()).hasSize(Changes.MOST_TEXT).endsWith("…");
  }

  private static Step applied(Incident incident, Command command) {
    return ((Outcome.Applied) Commands.apply(incident, command, "ann", NOON)).step();
  }

  private static String unchanged(Incident incident, Command command) {
    return ((Outcome.Unchanged) Commands.apply(incident, command, "bob", NOON.plusSeconds(9)))
        .why();
  }

  private static Incident opened() {
    var life = new IncidentLife(IncidentPolicy.defaults(), EscalationPlan.NOBODY);
    Sighting sighting = posted(failing(NOON, "d0", "/orders", named(rollout("orders"), 0.9)));
    return life.see(List.of(), Suspicion.none(Sightings.GATEWAY), sighting, "i1", NOON)
        .steps()
        .getFirst()
        .after();
  }
}
