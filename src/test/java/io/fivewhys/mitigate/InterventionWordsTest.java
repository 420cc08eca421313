package io.fivewhys.mitigate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class InterventionWordsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

  private static Intervention waiting() {
    Intervention planned =
        SampleInterventions.planned("i1", "one", "edge", "fivewhys", NOW).after();
    return SampleInterventions.judged(planned, SampleInterventions.plan(), false, List.of(), NOW)
        .after();
  }

  private static Intervention approved() {
    Intervention waiting = waiting();
    String hash = waiting.plan().orElseThrow().hash();
    Turnout it = Approvals.approve(waiting, hash, "ann", "", Timing.defaults(), NOW);
    return ((Turnout.Moved) it).move().after();
  }

  private static Intervention worse() {
    Intervention verifying = SampleInterventions.done(approved(), NOW).get(2).after();
    var after =
        new Measure(
            NOW,
            Duration.ofMinutes(5),
            List.of("/orders"),
            OptionalLong.of(5_800),
            OptionalDouble.of(0.9),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty());
    var seen = new Assessment(Effect.WORSE, after, "5xx 62.0 % → 90.0 %");
    Intervention once = InterventionLife.seen(verifying, seen, NOW).orElseThrow().after();
    return InterventionLife.seen(once, seen, NOW).orElseThrow().after();
  }

  @Test
  void whatMadeThingsWorseSaysHowItIsTakenBack() {
    assertThat(InterventionWords.shortly(worse()))
        .isEqualTo(
            "undo_rollout of Deployment/orders: done; worse: 5xx 62.0 % → 90.0 %;"
                + " `fivewhys actions take-back i1 --reason WHY` takes it back");
    assertThat(InterventionWords.wholly(worse())).as("afterwards").doesNotContain("take-back");
  }

  @Test
  void whatHelpedAsksForNothing() {
    Intervention done = SampleInterventions.done(approved(), NOW).getLast().after();
    assertThat(InterventionWords.next(done)).isEmpty();
  }

  @Test
  void whatNobodyKnowsSaysHowAPersonTells() {
    Intervention lost = SampleInterventions.lost(approved(), NOW).getLast().after();
    assertThat(InterventionWords.next(lost))
        .hasValueSatisfying(it -> assertThat(it).contains("`fivewhys actions conclude i1 --done`"));
  }

  @Test
  void whoeverIsTooLateHearsHowItIsPlannedAnew() {
    String anew = "`fivewhys actions request one undo_rollout --reason WHY` has it planned anew";
    Instant late = NOW.plus(Timing.defaults().approval());
    Move expired = InterventionLife.expired(waiting(), late);

    assertThat(expired.entry().orElseThrow().text())
        .isEqualTo("nobody approved it in time; " + anew);
    assertThat(InterventionWords.next(expired.after())).isEqualTo(Optional.of(anew));
    String hash = waiting().plan().orElseThrow().hash();
    Turnout refused = Approvals.approve(waiting(), hash, "ann", "", Timing.defaults(), late);
    assertThat(((Turnout.Unmoved) refused).refusal().guard()).isEqualTo("approval-expired");
    assertThat(((Turnout.Unmoved) refused).refusal().words()).endsWith(anew);
  }

  @Test
  void aRefusalIsNotedWithAllThatItSays() {
    Intervention planned =
        SampleInterventions.planned("i1", "one", "edge", "fivewhys", NOW).after();
    var refusals = List.of(SampleInterventions.LAST_READY, new Refusal("data", "a", "b", "c"));
    Move refused =
        SampleInterventions.judged(planned, SampleInterventions.plan(), false, refusals, NOW);

    assertThat(refused.entry().orElseThrow().text())
        .isEqualTo(
            "last-ready: no ready pod would be left (limit 1 ready pod left, is 0);"
                + " data: c (limit a, is b)");
  }
}
