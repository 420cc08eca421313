package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Masking;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.FactDraft;
import io.fivewhys.trial.RecordedSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SnapshotRecorderTest {
  private static final Instant START = Instant.parse("2026-01-05T12:00:00Z");
  private static final long PLENTY = 256L << 20;
  private static final Duration MONTH = Duration.ofDays(30);

  @TempDir Path data;
  private Instant now = START;

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  private Path directory() {
    return data.resolve("snapshots");
  }

  private SnapshotRecorder recorder(int mostFiles) {
    return new SnapshotRecorder(directory(), mostFiles, PLENTY, MONTH, fact -> fact, clock);
  }

  private static Snapshot snapshot(int number) {
    return snapshot(number, START);
  }

  private static Snapshot snapshot(int number, Instant observedAt) {
    Fact fact =
        new Signal(
            "number",
            Optional.empty(),
            OptionalDouble.of(number),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty());
    return new Snapshot("edge", "shop", observedAt, Duration.ofMinutes(5), List.of(fact));
  }

  private static Diagnosis diagnosis(String id, Verdict verdict) {
    return SampleDiagnoses.diagnosis("edge", "shop", verdict, START, List.of()).withId(id);
  }

  /** Records one after the other, each a minute later, and ends. */
  private void record(SnapshotRecorder recorder, Verdict verdict, int... numbers) {
    try (recorder) {
      for (int number : numbers) {
        now = now.plus(Duration.ofMinutes(1));
        recorder.record(snapshot(number), diagnosis("id-" + number, verdict));
      }
    }
  }

  private List<String> ids(int limit) {
    try (var recorded = new SnapshotFiles(directory(), clock).latest(limit)) {
      return recorded.map(RecordedSnapshot::id).toList();
    }
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(directory())) {
      return files.sorted().toList();
    }
  }

  @Test
  void aDirectoryThatIsRemovedMeanwhileIsMadeAgain() throws IOException, InterruptedException {
    try (var recorder = recorder(10)) {
      recorder.record(snapshot(1), diagnosis("id-1", Verdict.DIAGNOSED));
      awaitThat(() -> recorder.recorded() == 1);
      Files.delete(files().getFirst());
      Files.delete(directory());
      recorder.record(snapshot(2), diagnosis("id-2", Verdict.DIAGNOSED));
      awaitThat(() -> recorder.failed() == 1);
      recorder.record(snapshot(3), diagnosis("id-3", Verdict.DIAGNOSED));
      awaitThat(() -> recorder.recorded() == 2);
    }

    assertThat(ids(10)).containsExactly("id-3");
  }

  @Test
  void whatIsOlderThanItMayBeIsDroppedWithTheNextSnapshot() {
    record(recorder(10), Verdict.DIAGNOSED, 1, 2);
    record(recorder(10), Verdict.HEALTHY, 3);
    now = now.plus(MONTH).minus(Duration.ofSeconds(90));

    record(recorder(10), Verdict.DIAGNOSED, 4);

    assertThat(ids(10)).containsExactly("id-4", "id-3");
  }

  @Test
  void nothingIsKeptThatTheMaskTakesOut() {
    Fact secret =
        FactDraft.of(Signal.class).set("name", "x").set("text", "password=hunter22").make();
    var posted = snapshot(1).withFacts(List.of(secret));
    var recorder = new SnapshotRecorder(directory(), 10, PLENTY, MONTH, new Masking(false), clock);
    try (recorder) {
      recorder.record(posted, diagnosis("id-1", Verdict.DIAGNOSED));
    }

    try (var recorded = new SnapshotFiles(directory(), clock).latest(1)) {
      assertThat(recorded.findFirst().orElseThrow().snapshot().facts().toString())
          .contains("password=***")
          .doesNotContain("hunter22");
    }
  }

  /** The recorder tells nobody when it is done; its counters show. */
  private static void awaitThat(BooleanSupplier holds) throws InterruptedException {
    while (!holds.getAsBoolean()) {
      Thread.sleep(5);
    }
  }

  @Test
  void whatWasRecordedIsReadAgainTheNewestFirstAlsoAfterARestart() {
    record(recorder(10), Verdict.DIAGNOSED, 1, 2);
    record(recorder(10), Verdict.INCONCLUSIVE, 3);

    assertThat(ids(10)).containsExactly("id-3", "id-2", "id-1");
    assertThat(ids(2)).containsExactly("id-3", "id-2");
    try (var recorded = new SnapshotFiles(directory(), clock).latest(1)) {
      assertThat(recorded)
          .containsExactly(
              new RecordedSnapshot("id-3", START.plus(Duration.ofMinutes(3)), snapshot(3)));
    }
  }

  @Test
  void nobodyButTheOwnerMayReadThem() throws IOException {
    record(recorder(10), Verdict.DIAGNOSED, 1);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
        .isEqualTo("rw-------");
  }

  @Test
  void theOldestMakesRoom() {
    record(recorder(3), Verdict.DIAGNOSED, 1, 2, 3, 4);
    record(recorder(3), Verdict.DIAGNOSED, 5);

    assertThat(ids(10)).containsExactly("id-5", "id-4", "id-3");
  }

  @Test
  void healthyOnesDoNotPushTheOthersOut() {
    record(recorder(8), Verdict.DIAGNOSED, 1, 2);
    record(recorder(8), Verdict.HEALTHY, IntStream.range(100, 120).toArray());

    assertThat(ids(10)).hasSize(8).endsWith("id-2", "id-1").startsWith("id-119");

    record(recorder(8), Verdict.DIAGNOSED, IntStream.range(3, 9).toArray());

    assertThat(ids(10))
        .containsExactly("id-8", "id-7", "id-6", "id-5", "id-4", "id-3", "id-119", "id-118");
  }

  @Test
  void ofEqualContentTheNewestIsKeptWheneverItWasObserved() throws IOException {
    try (var recorder = recorder(10)) {
      recorder.record(snapshot(1, START), diagnosis("first", Verdict.DIAGNOSED));
      recorder.record(
          snapshot(1, START.plusSeconds(30)), diagnosis("at-once-again", Verdict.DIAGNOSED));
      now = now.plus(Duration.ofHours(1));
      recorder.record(
          snapshot(1, START.plusSeconds(60)), diagnosis("an-hour-later", Verdict.DIAGNOSED));
    }

    assertThat(ids(10)).containsExactly("an-hour-later");
    assertThat(files()).hasSize(1);
  }

  @Test
  void repetitionsAreCounted() throws InterruptedException {
    var recorder = recorder(10);
    try (recorder) {
      recorder.record(snapshot(1), diagnosis("first", Verdict.DIAGNOSED));
      recorder.record(snapshot(1), diagnosis("second", Verdict.DIAGNOSED));
    }

    assertThat(recorder.recorded()).isEqualTo(1);
    assertThat(recorder.repeated()).isEqualTo(1);
    assertThat(recorder.dropped()).isZero();
    assertThat(recorder.failed()).isZero();
  }

  @Test
  void aFloodIsDroppedAndCountedAndNobodyWaits() {
    var recorder = recorder(10_000);
    int given = 3_000;
    try (recorder) {
      for (int i = 0; i < given; i++) {
        recorder.record(withLog(i, 200), diagnosis("id-" + i, Verdict.DIAGNOSED));
      }
      assertThat(recorder.dropped()).isPositive();
    }

    assertThat(recorder.recorded() + recorder.dropped()).isEqualTo(given);
    assertThat(ids(given)).hasSize((int) recorder.recorded());
  }

  @Test
  void bytesAreBoundedAndOneThatIsTooLargeIsNotKept() throws IOException {
    long most = 40_000;
    var recorder = new SnapshotRecorder(directory(), 1_000, most, MONTH, fact -> fact, clock);
    try (recorder) {
      for (int i = 0; i < 30; i++) {
        now = now.plusSeconds(1);
        recorder.record(withLog(i, 120), diagnosis("id-" + i, Verdict.DIAGNOSED));
      }
      recorder.record(withLog(99, 2_000), diagnosis("large", Verdict.DIAGNOSED));
    }

    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.size(file);
    }
    assertThat(bytes).isBetween(most / 2, most);
    assertThat(ids(100)).startsWith("id-29").doesNotContain("large", "id-0");
    assertThat(recorder.dropped()).isEqualTo(1);
  }

  @Test
  void aTornFileIsLeftOutAndWhatWasHalfWrittenIsClearedAway() throws IOException {
    record(recorder(10), Verdict.DIAGNOSED, 1, 2, 3);
    Path torn = files().get(1);
    byte[] whole = Files.readAllBytes(torn);
    Files.write(torn, Arrays.copyOf(whole, whole.length / 2));
    Path half = directory().resolve(".unfinished-x");
    Files.writeString(half, "half");
    Files.setLastModifiedTime(half, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    var unreadable = new ArrayList<SnapshotFiles.Unreadable>();

    assertThat(
            new SnapshotFiles(directory(), clock)
                .latest(2, unreadable::add)
                .map(RecordedSnapshot::id))
        .as("others take its place")
        .containsExactly("id-3", "id-1");
    assertThat(unreadable).extracting(SnapshotFiles.Unreadable::file).containsExactly(torn);

    record(recorder(10), Verdict.DIAGNOSED, 4);
    assertThat(half).doesNotExist();
    assertThat(ids(10)).containsExactly("id-4", "id-3", "id-1");
  }

  @Test
  void aDirectoryThatCannotBeMadeFailsNobody() throws IOException {
    Files.writeString(directory(), "a file is in the way");
    var recorder = recorder(10);
    try (recorder) {
      recorder.record(snapshot(1), diagnosis("id-1", Verdict.DIAGNOSED));
      recorder.record(snapshot(2), diagnosis("id-2", Verdict.DIAGNOSED));
    }

    assertThat(recorder.failed()).isEqualTo(2);
    assertThat(ids(10)).isEmpty();
  }

  @Test
  void recordingCanBeTurnedOff() {
    record(recorder(0), Verdict.DIAGNOSED, 1);

    assertThat(directory()).doesNotExist();
  }

  @Test
  void anyDirectoryOfSnapshotsWillDo() throws IOException {
    Files.createDirectories(directory());
    Files.writeString(directory().resolve("b.yaml"), "gateway: edge\nnamespace: shop\nfacts: []\n");
    Files.writeString(directory().resolve("a.json"), "{\"gateway\": \"edge\", \"facts\": []}");
    Files.writeString(directory().resolve("README.md"), "not a snapshot");
    Files.writeString(directory().resolve("c.json"), "{\"gatway\": 1}");
    var unreadable = new ArrayList<SnapshotFiles.Unreadable>();

    assertThat(
            new SnapshotFiles(directory(), clock)
                .latest(10, unreadable::add)
                .map(RecordedSnapshot::id))
        .containsExactly("a.json", "b.yaml");
    assertThat(unreadable.getFirst().because()).contains("gatway");
  }

  /** Lines that do not compress. */
  private static Snapshot withLog(int seed, int lines) {
    var random = new Random(seed);
    List<String> log =
        IntStream.range(0, lines)
            .mapToObj(
                _ -> Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()))
            .toList();
    return new Snapshot("edge", "shop", START, Duration.ofMinutes(5), List.of(logLines(log)));
  }

  private static Fact logLines(List<String> lines) {
    return new LogLines(
        "orders",
        Optional.empty(),
        Optional.of(LogLines.Format.PLAIN),
        lines,
        Optional.empty(),
        OptionalLong.empty());
  }
}
