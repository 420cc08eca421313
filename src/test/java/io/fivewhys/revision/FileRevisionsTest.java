package io.fivewhys.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.revision.Revision.Origin;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRevisionsTest {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path temporary;

  private Path home() {
    return temporary.resolve("data/rules");
  }

  private FileRevisions open() {
    return open(1_000);
  }

  private FileRevisions open(int keep) {
    return new FileRevisions(home(), keep, Clock.systemUTC());
  }

  /** A revision whose only file holds that text. */
  static RuleFiles files(String text) {
    return new RuleFiles(new TreeMap<>(java.util.Map.of("a.drl", text)));
  }

  static Head head(long version, RuleFiles files, Optional<Head> before) {
    var revision =
        new Revision(
            files.revision(),
            version,
            before.map(it -> it.revision().id()),
            Origin.API,
            "alice",
            "why",
            NOON,
            TinyRules.NO_REPORT);
    var source =
        before.map(Head::source).orElse(new SourceState(Origin.SHIPPED, "s", files.revision()));
    return new Head(version, revision, source);
  }

  /** Puts so many revisions in force, one after the other. */
  private static Head advance(RevisionStore store, int count) {
    for (int i = 0; i < count; i++) {
      var before = store.head();
      long version = before.map(Head::version).orElse(0L) + 1;
      var files = files("text " + version);
      assertThat(store.advance(version - 1, head(version, files, before), List.of(files))).isTrue();
    }
    return store.head().orElseThrow();
  }

  @Test
  void whatWasInForceIsStillThereAfterANewStart() {
    var head = advance(open(), 3);

    var again = open();
    assertThat(again.head()).contains(head);
    assertThat(again.files(head.revision().id())).contains(files("text 3"));
    assertThat(again.history(10)).extracting(Revision::number).containsExactly(3L, 2L, 1L);
    assertThat(again.history(2)).hasSize(2);
  }

  @Test
  void nothingIsThereAtFirst() {
    assertThat(open().head()).isEmpty();
    assertThat(open().history(10)).isEmpty();
    assertThat(open().files("../../etc/passwd")).isEmpty();
  }

  @Test
  void whoeverExpectsAnotherHeadChangesNothing() {
    var store = open();
    var head = advance(store, 2);

    var late = files("late");
    assertThat(store.advance(1, head(2, late, Optional.of(head)), List.of(late))).isFalse();
    assertThat(store.head()).contains(head);
    assertThat(store.files(late.revision())).isEmpty();
  }

  @Test
  void ofManyWhoMoveTheHeadAtOnceOneDoes() throws Exception {
    var stores = List.of(open(), open());
    try (var threads = Executors.newFixedThreadPool(8)) {
      var attempts = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < 16; i++) {
        var store = stores.get(i % 2);
        var files = files("text of " + i);
        attempts.add(() -> store.advance(0, head(1, files, Optional.empty()), List.of(files)));
      }
      var won = threads.invokeAll(attempts).stream().filter(it -> it.resultNow()).count();
      assertThat(won).isEqualTo(1);
    }
    assertThat(stores.getFirst().head()).isPresent().isEqualTo(stores.getLast().head());
    assertThat(stores.getLast().history(10)).hasSize(1);
  }

  @Test
  void aSourceTakenInIsRememberedWithoutANewRevision() {
    var store = open();
    var head = advance(store, 1);
    var source = files("of the source");
    var next = head.next(new SourceState(Origin.DIRECTORY, "rules", source.revision()));

    assertThat(store.advance(1, next, List.of(source))).isTrue();
    assertThat(open().head()).contains(next);
    assertThat(open().history(10)).hasSize(1);
    assertThat(open().files(source.revision())).contains(source);
  }

  @Test
  void aTornLineIsSetAsideAndTheNextOneIsWhole() throws IOException {
    advance(open(), 2);
    Files.writeString(journal(), "{\"kind\":\"activ", StandardOpenOption.APPEND);

    var store = open();
    assertThat(store.history(10)).hasSize(2);
    assertThat(home().resolve("revisions.jsonl.torn")).hasContent("{\"kind\":\"activ");
    advance(store, 1);
    assertThat(open().history(10)).hasSize(3);
  }

  @Test
  void aLineThatMakesNoSenseIsPassedOver() throws IOException {
    advance(open(), 1);
    Files.writeString(
        journal(), "garbage\n{\"kind\":\"of tomorrow\"}\nnull\n", StandardOpenOption.APPEND);
    var store = open();
    advance(store, 1);

    assertThat(store.history(10)).extracting(Revision::number).containsExactly(2L, 1L);
  }

  @Test
  void aLostPointerIsRestoredFromTheJournal() throws IOException {
    var store = open();
    var head = advance(store, 2);
    var source = files("of the source");
    var next = head.next(new SourceState(Origin.DIRECTORY, "rules", source.revision()));
    store.advance(2, next, List.of(source));
    Files.delete(home().resolve("active"));

    assertThat(open().head()).contains(next);
  }

  @Test
  void aDamagedPointerIsSetAsideAndRestored() throws IOException {
    var head = advance(open(), 2);
    Files.writeString(home().resolve("active"), "{\"version\":");

    assertThat(open().head()).contains(head);
    assertThat(home().resolve("active.damaged")).exists();
  }

  @Test
  void aRevisionWhoseLineWasNeverWrittenIsJournalledAtTheNextStart() throws IOException {
    advance(open(), 2);
    var lines = Files.readAllLines(journal());
    Files.write(journal(), lines.subList(0, 1));

    assertThat(open().history(10)).extracting(Revision::number).containsExactly(2L, 1L);
  }

  @Test
  void whatWasBeingWrittenIsForgotten() throws IOException {
    advance(open(), 1);
    var half = home().resolve("files/abc.json.gz.1" + PrivateFiles.UNFINISHED);
    Files.writeString(half, "half");

    open();
    assertThat(half).doesNotExist();
  }

  @Test
  void damagedContentsCountAsLostAndAreKeptAgainWhenTheyComeAgain() throws IOException {
    var store = open();
    advance(store, 2);
    var first = files("text 1");
    var file = home().resolve("files/" + first.revision() + ".json.gz");
    Files.copy(
        home().resolve("files/" + files("text 2").revision() + ".json.gz"),
        file,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(store.files(first.revision())).isEmpty();
    Files.writeString(file, "no zip");
    assertThat(store.files(first.revision())).isEmpty();

    store.advance(2, head(3, first, store.head()), List.of(first));
    assertThat(store.files(first.revision())).contains(first);
  }

  @Test
  void onlyTheOwnerReadsAnyOfIt() throws IOException {
    advance(open(), 1);
    try (Stream<Path> all = Files.walk(temporary.resolve("data"))) {
      assertThat(all)
          .hasSizeGreaterThan(5)
          .allSatisfy(
              path ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                      .endsWith("------"));
    }
  }

  @Test
  void keepsTheLastContentsAndThoseInUseAndSaysWhatItDropped() throws IOException {
    var store = open(4);
    advance(store, 10);

    assertThat(store.history(20)).hasSize(10);
    for (int i = 2; i <= 7; i++) {
      assertThat(store.files(files("text " + i).revision())).as("text " + i).isEmpty();
    }
    // The source was taken in with the first and is what the next change is compared with.
    for (int i : new int[] {1, 8, 9, 10}) {
      assertThat(store.files(files("text " + i).revision())).as("text " + i).isPresent();
    }
    assertThat(Files.readString(journal()))
        .contains("\"kind\":\"dropped\"", files("text 2").revision());
  }

  @Test
  void aFullJournalBeginsAnewWithTheYoungestEntriesAndKeepsTheOldFile() {
    var store = new FileRevisions(home(), 1_000, Clock.systemUTC(), Duration.ofSeconds(9), 6_000);
    advance(store, 30);

    assertThat(journal().toFile().length()).isLessThan(7_000);
    assertThat(home().resolve("revisions.jsonl.old")).exists();
    assertThat(store.history(100)).hasSizeBetween(3, 20);
    assertThat(store.history(1)).extracting(Revision::number).containsExactly(30L);
    assertThat(open().head()).isEqualTo(store.head());
  }

  @Test
  void refusalsAreJournalledWithinBounds() {
    var store = open();
    var problems = new ArrayList<RuleProblem>();
    for (int i = 0; i < 5_000; i++) {
      problems.add(RuleProblem.of(Stage.COMPILE, "a.drl", "wrong ".repeat(100), "do it right"));
    }
    var report = CheckReport.failed(problems);
    store.note(new Refusal("abc", Origin.API, "mallory", "", NOON, "wrong", report));

    assertThat(journal().toFile().length()).isLessThan(20_000);
    assertThat(open().refusals(5))
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.author()).isEqualTo("mallory");
              assertThat(refusal.report().failedStage()).contains(Stage.COMPILE);
            });
    assertThat(open().history(5)).isEmpty();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
    TinyRules.write(temporary.resolve("data"), "a file, not a directory");

    assertThatThrownBy(this::open)
        .isInstanceOf(RevisionsUnavailable.class)
        .hasMessageContaining("data/rules")
        .hasMessageContaining("data.directory");
  }

  @Test
  void aLockThatAnotherProcessDoesNotGiveUpIsNamed() throws Exception {
    advance(open(), 1);
    var holder = OtherProcess.holdingTheLock(home());
    try {
      assertThatThrownBy(
              () ->
                  new FileRevisions(
                      home(), 10, Clock.systemUTC(), Duration.ofMillis(100), 1_000_000))
          .isInstanceOfSatisfying(
              RevisionsUnavailable.class,
              e -> assertThat(e.code()).isEqualTo(RevisionsUnavailable.Code.LOCKED))
          .hasMessageContaining(home().resolve("lock").toString());
    } finally {
      holder.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
    }
    assertThat(open().head()).isPresent();
  }

  @Test
  void aProcessThatIsKilledLeavesAWholeRevision() throws Exception {
    for (int round = 1; round <= 3; round++) {
      var process = OtherProcess.advancing(home());
      long told = 0;
      for (int i = 0; i < 20 * round; i++) {
        told = Long.parseLong(process.inputReader().readLine());
      }
      process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
      var store = open();
      var head = store.head().orElseThrow();
      assertThat(head.version()).isGreaterThanOrEqualTo(told);
      assertThat(store.files(head.revision().id())).isPresent();
      assertThat(store.history(1)).containsExactly(head.revision());
      assertThat(store.history(10_000)).hasSize((int) head.version());
    }
  }

  private Path journal() {
    return home().resolve("revisions.jsonl");
  }
}
