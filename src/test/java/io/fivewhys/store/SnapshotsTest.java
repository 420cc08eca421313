package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Masking;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.trial.RecordedSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotsTest extends StoreTest {

  private static HistoryLimits limits(int most, long bytes) {
    return new HistoryLimits(
        1_000, Duration.ofDays(90), most, bytes, Duration.ofDays(30), Duration.ofDays(400));
  }

  /** One more, a minute later. */
  private Diagnosis keep(Snapshots snapshots, Snapshot snapshot) {
    clock.pass(Duration.ofMinutes(1));
    var diagnoses = new Diagnoses(database, snapshots, clock);
    return diagnoses.keep(snapshot, SampleDiagnoses.badRelease("edge"), Origin.POSTED);
  }

  private List<RecordedSnapshot> latest(Snapshots snapshots, int limit) {
    try (var newest = snapshots.latest(limit)) {
      return newest.toList();
    }
  }

  private static List<String> ids(List<RecordedSnapshot> recorded) {
    return recorded.stream().map(RecordedSnapshot::id).toList();
  }

  @Test
  void whatWasRecordedIsReadAgainTheNewestFirstAlsoAfterAReopening() {
    var snapshots = snapshots(PLENTY);
    Diagnosis first = keep(snapshots, snapshot(1));
    Diagnosis second = keep(snapshots, snapshot(2, START.plusNanos(123_456_789)));
    reopen();

    List<RecordedSnapshot> recorded = latest(snapshots(PLENTY), 10);

    assertThat(recorded)
        .containsExactly(
            new RecordedSnapshot(
                second.id(),
                START.plus(Duration.ofMinutes(2)),
                snapshot(2, START.plusNanos(123_456_789))),
            new RecordedSnapshot(first.id(), START.plus(Duration.ofMinutes(1)), snapshot(1)));
    assertThat(latest(snapshots(PLENTY), 1)).hasSize(1);
    assertThat(snapshots(PLENTY).count(10)).hasValue(2);
    assertThat(snapshots(PLENTY).count(1)).hasValue(1);
    assertThat(snapshots(PLENTY).get(first.id())).contains(snapshot(1));
    assertThat(snapshots(PLENTY).get("nothing")).isEmpty();
  }

  @Test
  void pagesFollowOnEachOther() {
    var snapshots = snapshots(PLENTY);
    var kept = new ArrayList<String>();
    var diagnoses = new Diagnoses(database, snapshots, clock);
    for (int i = 0; i < 230; i++) {
      // Several at the same time.
      clock.pass(Duration.ofSeconds(i % 7 == 0 ? 1 : 0));
      kept.addFirst(
          diagnoses.keep(snapshot(i), SampleDiagnoses.healthy("edge"), Origin.POSTED).id());
    }

    assertThat(ids(latest(snapshots, 1_000))).containsExactlyElementsOf(kept);
    assertThat(ids(latest(snapshots, 101))).containsExactlyElementsOf(kept.subList(0, 101));
  }

  @Test
  void ofEqualContentThereIsOneAndItCountsAsNewAgainAfterAMinute() {
    var snapshots = snapshots(PLENTY);
    var diagnoses = new Diagnoses(database, snapshots, clock);
    Diagnosis bad = SampleDiagnoses.badRelease("edge");
    Diagnosis first = diagnoses.keep(snapshot(1, START), bad, Origin.POSTED);
    diagnoses.keep(snapshot(2), bad, Origin.POSTED);
    clock.pass(Duration.ofSeconds(30));
    diagnoses.keep(snapshot(1, START.plusSeconds(30)), bad, Origin.POSTED);

    assertThat(snapshots.recorded()).isEqualTo(2);
    assertThat(snapshots.repeated()).isEqualTo(1);
    assertThat(latest(snapshots, 9)).extracting(RecordedSnapshot::recordedAt).containsOnly(START);

    clock.pass(Duration.ofHours(1));
    Instant later = START.plus(Duration.ofHours(1));
    Diagnosis third = diagnoses.keep(snapshot(1, later), bad, Origin.POSTED);

    assertThat(latest(snapshots, 9)).hasSize(2);
    assertThat(latest(snapshots, 1))
        .containsExactly(new RecordedSnapshot(third.id(), clock.instant(), snapshot(1, later)));
    assertThat(diagnoses.snapshotOf(first.id())).isPresent();
  }

  @Test
  void nothingIsKeptThatTheMaskTakesOut() {
    Fact secret =
        FactDraft.of(Signal.class).set("name", "x").set("text", "password=hunter22").make();
    var snapshots = new Snapshots(database, PLENTY, new Masking(false), clock);

    keep(snapshots, snapshot(1).withFacts(List.of(secret)));

    assertThat(latest(snapshots, 1).getFirst().snapshot().facts().toString())
        .contains("password=***")
        .doesNotContain("hunter22");
  }

  @Test
  void oneThatIsTooLargeIsNotKeptAndItsDiagnosisIs() {
    var snapshots = snapshots(limits(10, 40_000));
    Diagnosis large = keep(snapshots, withLog(1, 2_000));
    Diagnosis small = keep(snapshots, withLog(1, 100));

    assertThat(ids(latest(snapshots, 9))).containsExactly(small.id());
    assertThat(snapshots.dropped()).isEqualTo(1);
    assertThat(new Diagnoses(database, snapshots, clock).get(large.id())).isPresent();
  }

  @Test
  void recordingCanBeTurnedOff() {
    var snapshots = snapshots(limits(0, 1 << 20));
    Diagnosis kept = keep(snapshots, snapshot(1));

    assertThat(latest(snapshots, 9)).isEmpty();
    assertThat(new Diagnoses(database, snapshots, clock).snapshotOf(kept.id())).isEmpty();
  }

  @Test
  void aTornOneIsLeftOutAndToldAndOthersTakeItsPlace() {
    var snapshots = snapshots(PLENTY);
    Diagnosis oldest = keep(snapshots, snapshot(1));
    Diagnosis torn = keep(snapshots, withLog(1, 500));
    Diagnosis newest = keep(snapshots, snapshot(3));
    database.change(
        handle -> {
          byte[] whole =
              handle
                  .createQuery("select document from snapshot where id = :id")
                  .bind("id", torn.id())
                  .map((row, context) -> row.getBytes(1))
                  .one();
          handle.execute(
              "update snapshot set document = ? where id = ?",
              java.util.Arrays.copyOf(whole, whole.length / 2),
              torn.id());
        });
    var unreadable = new ArrayList<StoredSnapshots.Unreadable>();

    try (var recorded = new StoredSnapshots(database).latest(2, unreadable::add)) {
      assertThat(recorded.map(RecordedSnapshot::id)).containsExactly(newest.id(), oldest.id());
    }
    assertThat(unreadable).extracting(StoredSnapshots.Unreadable::id).containsExactly(torn.id());
    assertThat(snapshots.get(torn.id())).isEqualTo(Optional.empty());
  }

  @Test
  void isReadOneByOne() {
    var snapshots = snapshots(PLENTY);
    keep(snapshots, snapshot(1));
    Diagnosis second = keep(snapshots, snapshot(2));
    try (var recorded = snapshots.latest(9)) {
      var each = recorded.iterator();
      assertThat(each.next().id()).isEqualTo(second.id());
      database.change(handle -> handle.execute("delete from snapshot"));

      assertThat(each.hasNext()).as("not read ahead").isFalse();
    }
  }

  @Test
  void verdictsAreToldApart() {
    var snapshots = snapshots(PLENTY);
    var diagnoses = new Diagnoses(database, snapshots, clock);
    diagnoses.keep(snapshot(1), SampleDiagnoses.healthy("edge"), Origin.POSTED);
    clock.pass(Duration.ofMinutes(2));
    assertThat(healthy()).isEqualTo(1);

    diagnoses.keep(
        snapshot(1),
        SampleDiagnoses.diagnosis("edge", "shop", Verdict.INCONCLUSIVE, START, List.of()),
        Origin.POSTED);

    assertThat(healthy()).as("other rules, another verdict").isZero();
  }

  private long healthy() {
    return database.read(
        handle ->
            handle
                .createQuery("select count(*) from snapshot where healthy")
                .mapTo(Long.class)
                .one());
  }
}
