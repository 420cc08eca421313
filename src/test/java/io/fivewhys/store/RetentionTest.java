package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.trial.RecordedSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTest extends StoreTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final Set<String> open = new HashSet<>();

  private Retention retention(HistoryLimits limits) {
    return new Retention(database, limits, open::contains, clock);
  }

  private static HistoryLimits most(int diagnoses, int snapshots, long bytes) {
    return new HistoryLimits(
        diagnoses,
        DAY.multipliedBy(90),
        snapshots,
        bytes,
        DAY.multipliedBy(30),
        DAY.multipliedBy(400));
  }

  private String keep(HistoryLimits limits, Snapshot snapshot, Diagnosis diagnosis) {
    clock.pass(Duration.ofMinutes(2));
    return diagnoses(limits).keep(snapshot, diagnosis, Origin.POSTED).id();
  }

  private String keep(int number) {
    return keep(PLENTY, snapshot(number), SampleDiagnoses.badRelease("edge"));
  }

  private List<String> keepHealthy(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(it -> keep(PLENTY, snapshot(it), SampleDiagnoses.healthy("edge")))
        .toList();
  }

  private String keepFor(String incident, int number) {
    clock.pass(Duration.ofMinutes(2));
    var diagnoses = diagnoses(PLENTY);
    var draft =
        diagnoses
            .draft(snapshot(number), SampleDiagnoses.badRelease("edge"), Origin.SWEEP)
            .of(incident);
    return diagnoses.keep(draft).id();
  }

  private List<String> kept() {
    return diagnoses(PLENTY).list(DiagnosisFilter.none(), 1_000).diagnoses().stream()
        .map(Diagnosis::id)
        .toList();
  }

  private List<String> recorded() {
    try (var newest = snapshots(PLENTY).latest(1_000)) {
      return newest.map(RecordedSnapshot::id).toList();
    }
  }

  @Test
  void leavesWhatThereIsRoomFor() {
    String first = keep(1);
    String second = keep(2);
    clock.pass(DAY);

    assertThat(retention(PLENTY).sweep()).isEqualTo(new Retention.Swept(0, 0, true));
    assertThat(kept()).containsExactly(second, first);
    assertThat(recorded()).containsExactly(second, first);
  }

  @Test
  void theOldestMakeRoom() {
    var ids = IntStream.range(0, 6).mapToObj(this::keep).toList();
    clock.pass(Duration.ofMinutes(2));

    Retention.Swept swept = retention(most(3, 2, 1 << 20)).sweep();

    assertThat(swept).isEqualTo(new Retention.Swept(3, 4, true));
    assertThat(kept()).containsExactly(ids.get(5), ids.get(4), ids.get(3));
    assertThat(recorded()).containsExactly(ids.get(5), ids.get(4));
    assertThat(DiagnosesTest.count(database, "diagnosis_category")).isEqualTo(3);
  }

  @Test
  void whatIsTooOldGoesEachAtItsAge() {
    String old = keep(1);
    clock.pass(DAY.multipliedBy(31));
    String young = keep(2);
    clock.pass(DAY);
    retention(PLENTY).sweep();

    assertThat(kept()).containsExactly(young, old);
    assertThat(recorded()).containsExactly(young);
    assertThat(diagnoses(PLENTY).snapshotOf(old)).as("not kept any more").isEmpty();

    clock.pass(DAY.multipliedBy(60));
    retention(PLENTY).sweep();

    assertThat(kept()).containsExactly(young);
    assertThat(recorded()).isEmpty();
  }

  @Test
  void looksThatSaidNothingNewGoAfterAnHourAndPushNothingOut() {
    var diagnoses = diagnoses(PLENTY);
    String telling = keep(1);
    for (int i = 0; i < 5; i++) {
      diagnoses.keep(
          diagnoses.passing(snapshot(2), SampleDiagnoses.badRelease("edge"), Origin.SWEEP));
    }
    var asked = diagnoses.passing(snapshot(2), SampleDiagnoses.badRelease("edge"), Origin.SWEEP);
    diagnoses.keep(asked);
    diagnoses.asked(asked.diagnosis().id());
    retention(most(2, 10, 1 << 20)).sweep();
    assertThat(kept()).hasSize(7);

    clock.pass(Duration.ofMinutes(61));
    retention(most(2, 10, 1 << 20)).sweep();

    assertThat(kept()).containsExactly(asked.diagnosis().id(), telling);
  }

  @Test
  void healthySnapshotsDoNotPushTheOthersOut() {
    var limits = most(1_000, 8, 1 << 20);
    String first = keep(1);
    String second = keep(2);
    var healthy = keepHealthy(100, 120);
    clock.pass(Duration.ofMinutes(2));
    retention(limits).sweep();

    assertThat(recorded()).hasSize(8).startsWith(healthy.getLast()).endsWith(second, first);

    var more = IntStream.range(3, 9).mapToObj(this::keep).toList();
    clock.pass(Duration.ofMinutes(2));
    retention(limits).sweep();

    var expected = new ArrayList<>(more.reversed());
    expected.addAll(List.of(healthy.get(19), healthy.get(18)));
    assertThat(recorded()).containsExactlyElementsOf(expected);
  }

  @Test
  void healthyOnesThatAreTooYoungToGoPushNobodyOutEither() {
    String telling = keep(1);
    clock.pass(Duration.ofMinutes(5));
    var diagnoses = diagnoses(PLENTY);
    for (int i = 100; i < 110; i++) {
      diagnoses.keep(snapshot(i), SampleDiagnoses.healthy("edge"), Origin.POSTED);
    }

    retention(most(1_000, 4, 1 << 20)).sweep();
    assertThat(recorded()).hasSize(11).contains(telling);

    clock.pass(Duration.ofMinutes(2));
    retention(most(1_000, 4, 1 << 20)).sweep();
    assertThat(recorded()).hasSize(4).contains(telling);
  }

  @Test
  void bytesAreBounded() {
    var limits = most(1_000, 1_000, 40_000);
    var ids =
        IntStream.range(0, 30)
            .mapToObj(i -> keep(limits, withLog(i, 120), SampleDiagnoses.badRelease("edge")))
            .toList();
    clock.pass(Duration.ofMinutes(2));

    retention(limits).sweep();

    long bytes =
        database.read(
            handle ->
                handle.createQuery("select sum(bytes) from snapshot").mapTo(Long.class).one());
    assertThat(bytes).isBetween(20_000L, 40_000L);
    assertThat(recorded()).startsWith(ids.getLast()).doesNotContain(ids.getFirst());
  }

  @Test
  void whatAnIncidentRestsOnStaysAsLongAsItIsOpenOrYoung() {
    String opens = keepFor("long", 1);
    String ended = keepFor("ended", 2);
    keep(3);
    keep(4);
    clock.pass(DAY.multipliedBy(100));
    open.add("long");

    retention(most(1, 1, 1 << 20)).sweep();
    assertThat(kept()).containsExactly(ended, opens);
    assertThat(recorded()).containsExactly(ended, opens);

    clock.pass(DAY.multipliedBy(301));
    retention(PLENTY).sweep();
    assertThat(kept()).containsExactly(opens);
    assertThat(recorded()).containsExactly(opens);

    open.clear();
    retention(PLENTY).sweep();
    assertThat(kept()).isEmpty();
    assertThat(recorded()).isEmpty();
  }

  @Test
  void oneCallIsBoundedAndTheNextGoesOn() {
    int rows = Retention.ROWS_AT_ONCE * Retention.MOST_BATCHES + 100;
    database.change(
        handle -> {
          var batch =
              handle.prepareBatch(
                  "insert into diagnosis (id, gateway, namespace, observed_at, kept_at, origin,"
                      + " passing, verdict, revision, document) values (:id, 'g', 'n', :at, :at,"
                      + " 'posted', false, 'healthy', 'r', :document)");
          for (int i = 0; i < rows; i++) {
            batch
                .bind("id", "id-%06d".formatted(i))
                .bind("at", START)
                .bind("document", new byte[0])
                .add();
          }
          batch.execute();
        });
    clock.pass(DAY.multipliedBy(100));

    Retention.Swept first = retention(PLENTY).sweep();
    assertThat(first.isDone()).isFalse();
    assertThat(first.diagnoses()).isLessThan(rows);

    Retention.Swept second = retention(PLENTY).sweep();
    assertThat(second.isDone()).isTrue();
    assertThat(DiagnosesTest.count(database, "diagnosis")).isZero();
  }

  @Test
  void severalMayDoItAtOnceWhileOthersKeep() throws Exception {
    var ids = IntStream.range(0, 60).mapToObj(this::keep).toList();
    clock.pass(Duration.ofMinutes(2));
    var limits = most(20, 10, 1 << 20);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<java.util.concurrent.Future<?>>();
      for (int i = 0; i < 4; i++) {
        tasks.add(threads.submit(() -> retention(limits).sweep()));
        tasks.add(
            threads.submit(
                () ->
                    diagnoses(PLENTY)
                        .keep(snapshot(0), SampleDiagnoses.badRelease("edge"), Origin.POSTED)));
      }
      for (var task : tasks) {
        task.get();
      }
    }
    retention(limits).sweep();

    assertThat(kept()).hasSize(20).contains(ids.getLast());
    assertThat(recorded()).hasSize(10).contains(ids.getLast());
  }
}
