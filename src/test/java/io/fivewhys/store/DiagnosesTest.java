package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.inference.Category;
import io.fivewhys.inference.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiagnosesTest extends StoreTest {
  private static final DiagnosisFilter ALL = DiagnosisFilter.none();

  private Diagnoses diagnoses;

  @BeforeEach
  void prepare() {
    diagnoses = diagnoses(PLENTY);
  }

  private Diagnosis keep(Diagnosis diagnosis) {
    return diagnoses.keep(snapshot(0), diagnosis, Origin.POSTED);
  }

  @Test
  void givesEveryDiagnosisAnIdUnderWhichItIsFoundToTheByte() {
    Diagnosis kept = keep(SampleDiagnoses.badRelease("edge"));

    assertThat(UUID.fromString(kept.id()).version()).isEqualTo(7);
    assertThat(diagnoses.get(kept.id()).map(DiagnosesTest::json)).contains(json(kept));
    assertThat(json(diagnoses.list(ALL, 1).diagnoses().getFirst())).isEqualTo(json(kept));
    assertThat(diagnoses.get("nothing")).isEmpty();
    assertThat(diagnoses.get("x".repeat(10_000))).isEmpty();
  }

  @Test
  void isThereAfterAReopening() {
    Diagnosis kept = keep(SampleDiagnoses.badRelease("edge"));
    reopen();
    diagnoses = diagnoses(PLENTY);

    assertThat(diagnoses.get(kept.id()).map(DiagnosesTest::json)).contains(json(kept));
    assertThat(diagnoses.snapshotOf(kept.id())).contains(snapshot(0));
  }

  @Test
  void whatFailsWithItIsNotKept() {
    var draft = diagnoses.draft(snapshot(0), SampleDiagnoses.badRelease("edge"), Origin.SWEEP);

    assertThatThrownBy(
            () ->
                database.change(
                    handle -> {
                      diagnoses.keep(handle, draft);
                      throw new IllegalStateException("the step after it");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(diagnoses.size()).isZero();
    assertThat(diagnoses.get(draft.diagnosis().id())).isEmpty();
    assertThat(diagnoses.keep(draft).id()).as("once more").isEqualTo(draft.diagnosis().id());
  }

  @Test
  void countsUpWithinAMillisecondAndWhenTheClockIsSetBack() {
    var ids = new SortableIds(clock);
    var all = new ArrayList<String>();
    for (int i = 0; i < 10_000; i++) {
      all.add(ids.next());
    }

    assertThat(all).isSorted();
    assertThat(new HashSet<>(all)).hasSameSizeAs(all);
  }

  @Test
  void pagesAreStableWhileNewOnesArrive() {
    for (int i = 0; i < 5; i++) {
      keep(SampleDiagnoses.healthy("g" + i));
    }

    DiagnosisPage first = diagnoses.list(ALL, 2);
    keep(SampleDiagnoses.healthy("late"));
    DiagnosisPage second = diagnoses.list(again(first), 2);
    DiagnosisPage third = diagnoses.list(again(second), 2);

    assertThat(gateways(first)).containsExactly("g4", "g3");
    assertThat(gateways(second)).containsExactly("g2", "g1");
    assertThat(gateways(third)).containsExactly("g0");
    assertThat(third.next()).isEmpty();
  }

  @Test
  void aFullPageWithNothingBehindItIsTheLast() {
    keep(SampleDiagnoses.healthy("a"));
    keep(SampleDiagnoses.healthy("b"));

    assertThat(diagnoses.list(ALL, 2).next()).isEmpty();
  }

  @Test
  void filtersByEverythingThatTheContractNames() {
    var later = SampleDiagnoses.OBSERVED_AT.plus(Duration.ofHours(1));
    keep(SampleDiagnoses.badRelease("edge"));
    keep(SampleDiagnoses.healthy("inner"));
    keep(
        SampleDiagnoses.diagnosis(
            "late", "default", Diagnosis.Verdict.INCONCLUSIVE, later, List.of()));

    assertThat(listed(filter("inner", null, null, null))).containsExactly("inner");
    assertThat(listed(filter(null, "shop", null, null))).containsExactly("edge");
    assertThat(listed(filter(null, null, Diagnosis.Verdict.HEALTHY, null)))
        .containsExactly("inner");
    assertThat(listed(filter(null, null, null, Category.DEPLOYMENT_ISSUE))).containsExactly("edge");
    assertThat(listed(filter("inner", null, null, Category.DEPLOYMENT_ISSUE))).isEmpty();
    assertThat(listed(between(Optional.of(later), Optional.empty()))).containsExactly("late");
    assertThat(listed(between(Optional.empty(), Optional.of(later))))
        .containsExactly("inner", "edge");
    assertThat(listed(between(Optional.of(Instant.MIN), Optional.of(Instant.MAX)))).hasSize(3);
  }

  @Test
  void aCategoryIsThatOfAnyCauseAndPagesWell() {
    var second = SampleDiagnoses.badReleaseOf("carts");
    for (int i = 0; i < 3; i++) {
      keep(
          SampleDiagnoses.diagnosis(
              "g" + i,
              "shop",
              Diagnosis.Verdict.DIAGNOSED,
              START,
              List.of(of(second, Category.TRAFFIC_SURGE), second, second)));
    }
    var filter = filter(null, "shop", null, Category.DEPLOYMENT_ISSUE);

    DiagnosisPage page = diagnoses.list(filter, 2);

    assertThat(gateways(page)).containsExactly("g2", "g1");
    assertThat(gateways(diagnoses.list(page.next().orElseThrow(), 2))).containsExactly("g0");
  }

  private static Diagnosis.Cause of(Diagnosis.Cause cause, Category category) {
    return new Diagnosis.Cause(
        category,
        cause.mechanism(),
        Subject.of("Route", "/x".repeat(5_000)),
        cause.confidence(),
        cause.summary(),
        cause.why(),
        cause.evidence(),
        cause.mitigations(),
        cause.fixes(),
        cause.runbooks(),
        cause.prior(),
        cause.competition(),
        cause.score(),
        cause.explains());
  }

  @Test
  void namesAreWhateverAClientWrote() {
    for (String name : List.of("", "g".repeat(100_000), "nul\u0000", "half\ud83d", "🙂")) {
      Diagnosis kept =
          keep(
              SampleDiagnoses.diagnosis(
                  name, name, Diagnosis.Verdict.HEALTHY, Instant.MAX, List.of()));

      assertThat(diagnoses.list(filter(name, name, null, null), 10).diagnoses())
          .extracting(Diagnosis::id)
          .containsExactly(kept.id());
    }
    assertThat(listed(filter("g".repeat(99_999), null, null, null))).isEmpty();
  }

  @Test
  void refusesACursorThatIsNoneOrBelongsToAnotherFilter() {
    keep(SampleDiagnoses.healthy("a"));
    keep(SampleDiagnoses.healthy("b"));
    String cursor = diagnoses.list(ALL, 1).next().orElseThrow().toString();

    assertThat(PageCursor.parse(cursor, ALL).toString()).isEqualTo(cursor);
    for (String bad : List.of("", "x", "%%", cursor + "A", cursor.substring(4), "A" + cursor)) {
      assertThatThrownBy(() -> PageCursor.parse(bad, ALL))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> PageCursor.parse(cursor, filter("a", null, null, null)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTornDocumentIsLeftOutAlone() {
    keep(SampleDiagnoses.healthy("a"));
    Diagnosis torn = keep(SampleDiagnoses.healthy("b"));
    keep(SampleDiagnoses.healthy("c"));
    database.change(
        handle ->
            handle.execute(
                "update diagnosis set document = ? where id = ?", new byte[3], torn.id()));

    assertThat(gateways(diagnoses.list(ALL, 10))).containsExactly("c", "a");
    assertThat(diagnoses.get(torn.id())).isEmpty();
  }

  @Test
  void ofThoseThatSayTheSameAtOnceAllAreKeptWithOneSnapshot() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks =
          IntStream.range(0, 40)
              .mapToObj(_ -> threads.submit(() -> keep(SampleDiagnoses.badRelease("edge"))))
              .toList();
      for (var task : tasks) {
        String id = task.get().id();
        assertThat(diagnoses.snapshotOf(id)).contains(snapshot(0));
      }
    }

    assertThat(diagnoses.size()).isEqualTo(40);
    assertThat(count(database, "snapshot")).isEqualTo(1);
  }

  @Test
  void theSnapshotOfADiagnosisIsTheOneOfItsTime() {
    Diagnosis first = keep(SampleDiagnoses.badRelease("edge"));
    Instant later = START.plusSeconds(30).plusNanos(123);
    Diagnosis second =
        diagnoses.keep(
            snapshot(0, later),
            SampleDiagnoses.diagnosis(
                "edge", "shop", Diagnosis.Verdict.DIAGNOSED, later, List.of()),
            Origin.POSTED);

    assertThat(diagnoses.snapshotOf(first.id())).contains(snapshot(0, START));
    assertThat(diagnoses.snapshotOf(second.id())).contains(snapshot(0, later));
    assertThat(diagnoses.snapshotOf("nothing")).isEmpty();
  }

  @Test
  void aLookThatSaysNothingNewLeavesItsSnapshotOutUnlessAnIncidentRestsOnIt() {
    var quiet = diagnoses.passing(snapshot(1), SampleDiagnoses.healthy("edge"), Origin.SWEEP);
    var telling = diagnoses.passing(snapshot(2), SampleDiagnoses.badRelease("edge"), Origin.SWEEP);
    diagnoses.keep(quiet);
    database.change(
        handle -> {
          diagnoses.keep(handle, telling);
          diagnoses.attach(handle, telling, "incident-1");
        });

    assertThat(diagnoses.get(quiet.diagnosis().id())).isPresent();
    assertThat(diagnoses.snapshotOf(quiet.diagnosis().id())).isEmpty();
    assertThat(diagnoses.snapshotOf(telling.diagnosis().id())).contains(snapshot(2));
  }

  @Test
  void whatSomebodyAskedForIsKeptAsSuch() {
    var quiet = diagnoses.passing(snapshot(1), SampleDiagnoses.healthy("edge"), Origin.SWEEP);
    diagnoses.keep(quiet);

    assertThat(diagnoses.asked(quiet.diagnosis().id())).isTrue();
    assertThat(diagnoses.asked("nothing")).isFalse();
  }

  @Test
  void theSizeIsKnownWithoutAsking() {
    keep(SampleDiagnoses.healthy("a"));
    assertThat(diagnoses.sizeKnown()).isEqualTo(1);

    var other = diagnoses(PLENTY);
    assertThat(other.size()).isEqualTo(1);
    assertThat(other.sizeKnown()).isEqualTo(1);
  }

  @Test
  void aDatabaseThatIsGoneIsSaid() {
    database.close();

    assertThatThrownBy(() -> keep(SampleDiagnoses.healthy("a")))
        .isInstanceOf(DatabaseUnavailable.class);
  }

  static long count(Database database, String table) {
    return database.read(
        handle -> handle.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }

  private static String json(Diagnosis diagnosis) {
    return new String(DiagnosisJson.json(diagnosis), StandardCharsets.UTF_8);
  }

  private List<String> listed(DiagnosisFilter filter) {
    return gateways(diagnoses.list(filter, 10));
  }

  private static PageCursor again(DiagnosisPage page) {
    return PageCursor.parse(page.next().orElseThrow().toString(), ALL);
  }

  private static List<String> gateways(DiagnosisPage page) {
    return page.diagnoses().stream().map(Diagnosis::gateway).toList();
  }

  private static DiagnosisFilter filter(
      String gateway, String namespace, Diagnosis.Verdict verdict, Category category) {
    return new DiagnosisFilter(
        Optional.ofNullable(gateway),
        Optional.ofNullable(namespace),
        Optional.ofNullable(verdict),
        Optional.ofNullable(category),
        Optional.empty(),
        Optional.empty());
  }

  private static DiagnosisFilter between(Optional<Instant> since, Optional<Instant> until) {
    return new DiagnosisFilter(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), since, until);
  }
}
