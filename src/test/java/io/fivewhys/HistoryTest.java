package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fivewhys.collect.SteppedClock;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.http.diagnosis.DiagnosisHistory.Kept;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.DiagnosisFilter;
import io.fivewhys.store.HistoryLimits;
import io.fivewhys.store.Snapshots;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class HistoryTest {
  private static final Snapshot SNAPSHOT =
      new Snapshot("edge", "shop", SampleDiagnoses.OBSERVED_AT, Duration.ofMinutes(5), List.of());
  private static final Diagnosis DIAGNOSIS = SampleDiagnoses.badRelease("edge");

  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private final SteppedClock clock = new SteppedClock(SampleDiagnoses.OBSERVED_AT);
  private final AtomicInteger notKept = new AtomicInteger();
  private Database database;
  private Diagnoses diagnoses;
  private History history;
  private boolean isUp = true;
  private Optional<DatabaseUnavailable> failure = Optional.empty();

  @BeforeEach
  void open() {
    database = kind.open(directory.resolve("data"), Clock.systemUTC());
    var limits =
        new HistoryLimits(
            9, Duration.ofDays(1), 9, 1 << 20, Duration.ofDays(1), Duration.ofDays(1));
    diagnoses =
        new Diagnoses(database, new Snapshots(database, limits, fact -> fact, clock), clock);
    history =
        new History(
            diagnoses,
            (snapshot, draft, posted, mayOpen, _) -> {
              failure.ifPresent(
                  it -> {
                    throw it;
                  });
              return diagnoses.keep(draft);
            },
            () -> isUp,
            notKept::incrementAndGet);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsAnsweredIsKeptWithItsSnapshot() {
    Kept kept = history.keep(SNAPSHOT, DIAGNOSIS, true, (_, _) -> {});

    assertThat(kept.isKept()).isTrue();
    assertThat(history.get(kept.diagnosis().id())).isPresent();
    assertThat(history.list(DiagnosisFilter.none(), 9).diagnoses()).hasSize(1);
    assertThat(diagnoses.snapshotOf(kept.diagnosis().id())).contains(SNAPSHOT);
    assertThat(notKept).hasValue(0);
  }

  @Test
  void nobodyWaitsForADatabaseThatDoesNotAnswer() {
    isUp = false;

    Kept kept = history.keep(SNAPSHOT, DIAGNOSIS, true, (_, _) -> {});

    assertThat(kept.isKept()).isFalse();
    assertThat(kept.diagnosis().causes()).isEqualTo(DIAGNOSIS.causes());
    assertThat(kept.diagnosis().id()).isNotEmpty();
    assertThat(history.asked(kept.diagnosis().id())).isFalse();
    assertThat(notKept).hasValue(1);
    assertThat(diagnoses.size()).isZero();
  }

  @Test
  void whatFailsIsAnsweredAndTheNextIsKeptAgain() {
    failure = Optional.of(unavailable());
    assertThat(history.keep(SNAPSHOT, DIAGNOSIS, true, (_, _) -> {}).isKept()).isFalse();

    failure = Optional.empty();
    assertThat(history.keep(SNAPSHOT, DIAGNOSIS, true, (_, _) -> {}).isKept()).isTrue();
    assertThat(notKept).hasValue(1);
  }

  @Test
  void aDatabaseThatIsGoneIsToldToThoseWhoRead() {
    database.close();

    assertThat(history.keep(SNAPSHOT, DIAGNOSIS, true, (_, _) -> {}).isKept()).isFalse();
    assertThatThrownBy(() -> history.get("any")).isInstanceOf(DatabaseUnavailable.class);
  }

  @Test
  void ofLooksThatSayTheSameOneSnapshotIsKept() {
    Diagnosis news = history.swept(SNAPSHOT, DIAGNOSIS);
    Diagnosis again = history.swept(SNAPSHOT, DIAGNOSIS);

    assertThat(diagnoses.snapshotOf(news.id())).isPresent();
    assertThat(diagnoses.snapshotOf(again.id())).isEmpty();
    assertThat(history.get(again.id())).as("for a while").isPresent();
    assertThat(history.asked(again.id())).isTrue();
  }

  @Test
  void newsThatCouldNotBeKeptIsNewsAtTheNextLook() {
    isUp = false;
    history.swept(SNAPSHOT, DIAGNOSIS);
    isUp = true;

    assertThat(diagnoses.snapshotOf(history.swept(SNAPSHOT, DIAGNOSIS).id())).isPresent();
  }

  private DatabaseUnavailable unavailable() {
    Database other = DatabaseKind.H2.open(directory.resolve("other"), Clock.systemUTC());
    other.close();
    return catchThrowableOfType(
        DatabaseUnavailable.class,
        () -> other.read(handle -> handle.createQuery("select 1").mapTo(Integer.class).one()));
  }
}
