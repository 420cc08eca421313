package io.fivewhys.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.revision.CheckReport.Status;
import io.fivewhys.rulebook.source.Stage;
import io.fivewhys.trial.BackTest;
import io.fivewhys.trial.BackTestLimits;
import io.fivewhys.trial.RecordedSnapshot;
import io.fivewhys.trial.RecordedSnapshots;
import io.fivewhys.trial.TinyRules;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BackTestCheckTest {
  private final AtomicBoolean closed = new AtomicBoolean();
  private final RecordedSnapshots recorded =
      limit ->
          Stream.of("/retry", "/load", "/retry")
              .map(
                  route ->
                      new RecordedSnapshot(
                          "id", Instant.parse("2026-01-05T12:00:00Z"), TinyRules.snapshot(route)))
              .limit(limit)
              .onClose(() -> closed.set(true));

  private CheckReport.Step check(RecordedSnapshots snapshots, int most, OptionalInt maxChanges) {
    var files = TinyRules.withoutRetries().files();
    var request =
        new ChangeRequest(
            new Change.ReplaceAll(files, Optional.empty()), "me", "", maxChanges, false, true);
    return new BackTestCheck(
            new BackTest(TinyRules.POLICY, BackTestLimits.defaults()), snapshots, most)
        .check(TinyRules.active(), TinyRules.withoutRetries(), request);
  }

  @Test
  void moreChangedMitigationsThanAllowedFail() {
    var step = check(recorded, 500, OptionalInt.of(1));

    assertThat(step.stage()).isEqualTo(Stage.BACKTEST);
    assertThat(step.status()).isEqualTo(Status.FAILED);
    assertThat(step.problems().getFirst().message())
        .contains("changes in 2 of 3 recorded snapshots, allowed are 1");
    assertThat(step.details().orElseThrow().get("mitigationChanged").asInt()).isEqualTo(2);
    assertThat(closed).isTrue();
  }

  @Test
  void asManyAsAllowedPass() {
    assertThat(check(recorded, 500, OptionalInt.of(2)).status()).isEqualTo(Status.PASSED);
    assertThat(check(recorded, 500, OptionalInt.empty()).status()).isEqualTo(Status.PASSED);
    assertThat(check(recorded, 2, OptionalInt.of(1)).summary())
        .isEqualTo("1 of 2 diagnoses change, 1 of them in what to do");
  }

  @Test
  void nothingRecordedPassesAndSaysSo() {
    var step = check(RecordedSnapshots.NONE, 500, OptionalInt.of(0));

    assertThat(step.status()).isEqualTo(Status.PASSED);
    assertThat(step.summary()).contains("nothing to compare with");
    assertThat(step.problems()).hasSize(1);
  }

  @Test
  void anInterruptCancelsItAndIsNotLost() {
    Thread.currentThread().interrupt();

    assertThat(check(recorded, 500, OptionalInt.empty()).status()).isEqualTo(Status.FAILED);
    assertThat(Thread.interrupted()).isTrue();
  }
}
