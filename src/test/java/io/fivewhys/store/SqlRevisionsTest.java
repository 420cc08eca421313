package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseOptions;
import io.fivewhys.revision.CheckReport;
import io.fivewhys.revision.Head;
import io.fivewhys.revision.Refusal;
import io.fivewhys.revision.Revision;
import io.fivewhys.revision.Revision.Origin;
import io.fivewhys.revision.RevisionStore;
import io.fivewhys.revision.RevisionsUnavailable;
import io.fivewhys.revision.SourceState;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SqlRevisionsTest extends StoreTest {
  private static final CheckReport NO_REPORT = new CheckReport(List.of());

  private SqlRevisions store() {
    return store(1_000);
  }

  private SqlRevisions store(int keep) {
    return new SqlRevisions(database, keep);
  }

  /** A revision whose only file holds that text. */
  private static RuleFiles files(String text) {
    return new RuleFiles(new TreeMap<>(Map.of("a.drl", text)));
  }

  private static Head head(long version, RuleFiles files, Optional<Head> before) {
    var revision =
        new Revision(
            files.revision(),
            version,
            before.map(it -> it.revision().id()),
            Origin.API,
            "alice",
            "why",
            START,
            NO_REPORT);
    var source =
        before.map(Head::source).orElse(new SourceState(Origin.SHIPPED, "s", files.revision()));
    return new Head(version, revision, source);
  }

  /** Puts so many revisions in force, one after the other. */
  private static Head advance(RevisionStore store, int count) {
    for (int i = 0; i < count; i++) {
      advance(store);
    }
    return store.head().orElseThrow();
  }

  private static long advance(RevisionStore store) {
    var before = store.head();
    long version = before.map(Head::version).orElse(0L) + 1;
    var files = files("text " + version);
    assertThat(store.advance(version - 1, head(version, files, before), List.of(files))).isTrue();
    return version;
  }

  private void reopen(DatabaseOptions options) {
    database.close();
    database = Database.open(options, Clock.systemUTC());
  }

  @Test
  void whatWasInForceIsStillThereForTheNext() {
    var head = advance(store(), 3);

    var again = store();
    assertThat(again.head()).contains(head);
    assertThat(again.files(head.revision().id())).contains(files("text 3"));
    assertThat(again.history(10)).extracting(Revision::number).containsExactly(3L, 2L, 1L);
    assertThat(again.history(2)).hasSize(2);
  }

  @Test
  void nothingIsThereAtFirst() {
    assertThat(store().head()).isEmpty();
    assertThat(store().history(10)).isEmpty();
    assertThat(store().refusals(10)).isEmpty();
    assertThat(store().files("../../etc/passwd")).isEmpty();
  }

  @Test
  void whoeverExpectsAnotherHeadChangesNothing() {
    var store = store();
    var head = advance(store, 2);

    var late = files("late");
    assertThat(store.advance(1, head(2, late, Optional.of(head)), List.of(late))).isFalse();
    assertThat(store.advance(0, head(1, late, Optional.empty()), List.of(late))).isFalse();
    assertThat(store.head()).contains(head);
    assertThat(store.history(10)).hasSize(2);
    assertThat(store.files(late.revision())).isEmpty();
  }

  @Test
  void ofManyWhoMoveTheHeadAtOnceOneDoes() throws Exception {
    var stores = List.of(store(), store());
    for (int round = 0; round < 10; round++) {
      long expected = round;
      var before = stores.getFirst().head();
      try (var threads = Executors.newFixedThreadPool(8)) {
        var attempts = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 16; i++) {
          var store = stores.get(i % 2);
          var files = files("text of " + i + " in " + round);
          attempts.add(
              () -> store.advance(expected, head(expected + 1, files, before), List.of(files)));
        }
        var won = threads.invokeAll(attempts).stream().filter(it -> it.resultNow()).count();
        assertThat(won).isEqualTo(1);
      }
    }
    assertThat(stores.getFirst().head()).isPresent().isEqualTo(stores.getLast().head());
    assertThat(stores.getLast().history(20)).hasSize(10);
  }

  @Test
  void aSourceTakenInIsRememberedWithoutANewRevision() {
    var store = store();
    var head = advance(store, 1);
    var source = files("of the source");
    var next =
        new Head(2, head.revision(), new SourceState(Origin.DIRECTORY, "rules", source.revision()));

    assertThat(store.advance(1, next, List.of(source))).isTrue();
    assertThat(store().head()).contains(next);
    assertThat(store().history(10)).hasSize(1);
    assertThat(store().files(source.revision())).contains(source);
  }

  @Test
  void aRowThatMakesNoSenseIsPassedOver() {
    var store = store();
    advance(store, 3);
    damage("rules_revision", "document", "number = 2", new byte[] {1, 2, 3});

    assertThat(store.history(10)).extracting(Revision::number).containsExactly(3L, 1L);
    advance(store, 1);
    assertThat(store.history(10)).extracting(Revision::number).containsExactly(4L, 3L, 1L);
  }

  private void damage(String table, String column, String where, byte[] bytes) {
    database.change(
        it ->
            it.createUpdate("update " + table + " set " + column + " = :bytes where " + where)
                .bind("bytes", bytes)
                .execute());
  }

  @Test
  void damagedContentsCountAsLostAndAreKeptAgainWhenTheyComeAgain() {
    var store = store();
    advance(store, 2);
    var first = files("text 1");
    String row = "revision = '" + first.revision() + "'";
    byte[] others =
        database.read(
            it ->
                it.createQuery("select files from rules_content where revision = :revision")
                    .bind("revision", files("text 2").revision())
                    .mapTo(byte[].class)
                    .one());
    damage("rules_content", "files", row, others);
    assertThat(store.files(first.revision())).isEmpty();
    damage("rules_content", "files", row, new byte[] {7});
    assertThat(store.files(first.revision())).isEmpty();

    store.advance(2, head(3, first, store.head()), List.of(first));
    assertThat(store.files(first.revision())).contains(first);
  }

  @Test
  void keepsTheLastContentsAndThoseInUse() {
    var store = store(4);
    advance(store, 10);

    assertThat(store.history(20)).hasSize(10);
    for (int i = 2; i <= 7; i++) {
      assertThat(store.files(files("text " + i).revision())).as("text " + i).isEmpty();
    }
    // The source was taken in with the first and is what the next change is compared with.
    for (int i : new int[] {1, 8, 9, 10}) {
      assertThat(store.files(files("text " + i).revision())).as("text " + i).isPresent();
    }
  }

  @Test
  void whatIsGoneBackToIsKeptLongerThanWhatWasLeft() {
    var store = store(3);
    var first = files("text 1");
    advance(store, 2);
    store.advance(2, head(3, first, store.head()), List.of(first));
    advance(store, 1);

    assertThat(store.files(first.revision())).isPresent();
    assertThat(store.files(files("text 4").revision())).isPresent();
  }

  @Test
  void refusalsAreRememberedWithinBounds() {
    var store = store();
    var problems = new ArrayList<RuleProblem>();
    for (int i = 0; i < 5_000; i++) {
      problems.add(RuleProblem.of(Stage.COMPILE, "a.drl", "wrong ".repeat(100), "do it right"));
    }
    var step =
        new CheckReport.Step(
            Stage.COMPILE,
            CheckReport.Status.FAILED,
            Duration.ZERO,
            "wrong",
            problems,
            Optional.empty());
    var report = new CheckReport(List.of(step));
    for (int i = 0; i < 205; i++) {
      store.note(new Refusal("abc", Origin.API, "mallory " + i, "", START, "wrong", report));
    }

    assertThat(store().refusals(1))
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.author()).isEqualTo("mallory 204");
              assertThat(refusal.report().failedStage()).contains(Stage.COMPILE);
              assertThat(refusal.report().failures()).hasSizeLessThan(20);
            });
    assertThat(store().refusals(1_000)).hasSize(200);
    assertThat(store().history(5)).isEmpty();
  }

  @Test
  void aDatabaseThatIsGoneIsNamed() {
    var store = store();
    advance(store, 1);
    database.close();

    assertThatThrownBy(store::head)
        .isInstanceOf(RevisionsUnavailable.class)
        .hasMessageContaining(database.place());
    assertThatThrownBy(() -> store.history(1)).isInstanceOf(RevisionsUnavailable.class);
    assertThatThrownBy(() -> store.advance(1, head(2, files("x"), Optional.empty()), List.of()))
        .isInstanceOf(RevisionsUnavailable.class);
  }

  @Test
  void aProcessThatIsKilledLeavesAWholeRevision() throws Exception {
    var options = kind.options(directory.resolve("killed"));
    for (int round = 1; round <= 3; round++) {
      var process = Advancing.start(options);
      long told = 0;
      for (int i = 0; i < 20 * round; i++) {
        told = Long.parseLong(process.inputReader().readLine());
      }
      process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
      reopen(options);
      var store = store();
      var head = store.head().orElseThrow();
      assertThat(head.version()).isGreaterThanOrEqualTo(told);
      assertThat(store.files(head.revision().id())).isPresent();
      assertThat(store.history(1)).containsExactly(head.revision());
      assertThat(store.history(10_000)).hasSize((int) head.version());
      database.close();
    }
  }

  /** Another process, to be killed: puts one revision after the other in force and says so. */
  static final class Advancing {
    private Advancing() {}

    static Process start(DatabaseOptions options) throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx128m",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-cp",
              System.getProperty("java.class.path"),
              Advancing.class.getName(),
              options.directory().toString(),
              options.url().orElse(""))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    }

    public static void main(String[] arguments) {
      Path directory = Path.of(arguments[0]);
      var options =
          arguments[1].isEmpty()
              ? DatabaseOptions.file(directory)
              : new DatabaseOptions(
                  Optional.of(arguments[1]),
                  Optional.of("postgres"),
                  Optional.of("postgres"),
                  directory,
                  2,
                  Duration.ofSeconds(10));
      var store = new SqlRevisions(Database.open(options, Clock.systemUTC()), 1_000);
      // As long as somebody listens.
      while (!System.out.checkError()) {
        System.out.println(advance(store));
      }
    }
  }
}
