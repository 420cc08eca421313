package io.fivewhys.revision;

import static io.fivewhys.revision.TinyRules.files;
import static io.fivewhys.revision.TinyRules.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.revision.Outcome.Status;
import io.fivewhys.revision.Revision.Origin;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import io.fivewhys.store.SqlRevisions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several services over one store. */
class ReplicasTest {
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir Path temporary;

  private final RevisionsInMemory shared = new RevisionsInMemory();
  private Database database;
  private final List<Replica> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(replica -> replica.service.close());
    if (database != null) {
      database.close();
    }
  }

  /** A service whose source changes when the test says so. */
  private static final class Replica implements RuleSource {
    private final Heard heard = new Heard();
    private final RulesService service;
    private RuleFiles holds;
    private Consumer<Reading> changed = _ -> {};

    Replica(
        RevisionStore store,
        RuleFiles holds,
        Duration follow,
        Function<RuleFiles, Rulebook> compiler) {
      this.holds = holds;
      service =
          new RulesService(
              store,
              this,
              Fixed.source(Origin.SHIPPED, () -> new Reading.Complete(files("shipped", "1"))),
              new CandidateChecks(compiler, Map.of()),
              new RulesService.Options(true, follow, OptionalInt.empty()),
              heard,
              Clock.systemUTC());
      service.start();
    }

    void sees(RuleFiles files) {
      holds = files;
      changed.accept(read());
    }

    @Override
    public Origin origin() {
      return Origin.DIRECTORY;
    }

    @Override
    public String place() {
      return "its volume";
    }

    @Override
    public Reading read() {
      return new Reading.Complete(holds);
    }

    @Override
    public Watching watch(Consumer<Reading> listener) {
      changed = listener;
      return () -> {};
    }
  }

  private Replica start(RevisionStore store, RuleFiles holds, Duration follow) {
    return start(store, holds, follow, TinyRules::compiled);
  }

  private Replica start(
      RevisionStore store,
      RuleFiles holds,
      Duration follow,
      Function<RuleFiles, Rulebook> compiler) {
    var replica = new Replica(store, holds, follow, compiler);
    started.add(replica);
    return replica;
  }

  @ParameterizedTest
  @EnumSource
  void eachFollowsTheOtherOverOneDatabase(DatabaseKind kind) throws InterruptedException {
    database = kind.open(temporary);
    var one = start(new SqlRevisions(database, 100), files("one", "1"), SOON);
    var other = start(new SqlRevisions(database, 100), files("one", "1"), SOON);
    assertThat(other.service.revision()).isEqualTo(one.service.revision());

    one.service.apply(put("alice", "two", "1"));
    other.heard.await("followed 2");
    assertThat(other.service.rulebook().files()).isEqualTo(files("one", "1", "two", "1"));
    assertThat(other.service.revision()).isEqualTo(one.service.revision());

    other.service.apply(put("bob", "one", "2"));
    one.heard.await("followed 3");
    assertThat(one.service.rulebook().files()).isEqualTo(files("one", "2", "two", "1"));
    assertThat(one.service.history(10)).hasSize(3);
  }

  @Test
  void aChangeIsMadeToWhatTheOtherPutInForceEvenBeforeItIsFollowed() {
    var one = start(shared, files("one", "1"), NEVER);
    var other = start(shared, files("one", "1"), NEVER);

    one.service.apply(put("alice", "two", "1"));
    var outcome = other.service.apply(put("bob", "three", "1"));
    assertThat(outcome.status()).isEqualTo(Status.ACTIVATED);
    assertThat(other.service.rulebook().files())
        .isEqualTo(files("one", "1", "two", "1", "three", "1"));
  }

  @Test
  void whoIsOvertakenWhileCheckingChecksAgainOnTopOfTheOther() {
    var one = start(shared, files("one", "1"), NEVER);
    var overtaken = new boolean[1];
    var other =
        start(
            shared,
            files("one", "1"),
            NEVER,
            candidate -> {
              if (candidate.contents().containsKey(TinyRules.path("two")) && !overtaken[0]) {
                overtaken[0] = true;
                one.service.apply(put("alice", "three", "1"));
              }
              return Rulebook.of(candidate);
            });

    assertThat(other.service.apply(put("bob", "two", "1")).status()).isEqualTo(Status.ACTIVATED);
    assertThat(other.service.rulebook().files())
        .isEqualTo(files("one", "1", "two", "1", "three", "1"));
    assertThat(shared.history(10)).hasSize(3);
  }

  @Test
  void copiesOfAConfigMapThatDifferForAMinuteDoNotUndoEachOther() throws InterruptedException {
    var one = start(shared, files("one", "1"), SOON);
    var other = start(shared, files("one", "1"), SOON);

    one.sees(files("one", "2"));
    other.heard.await("followed 2");
    one.service.follow();
    other.service.follow();
    assertThat(shared.heads).hasSize(2);
    other.sees(files("one", "2"));
    one.service.follow();

    assertThat(shared.heads).hasSize(2);
    assertThat(one.service.rulebook().files()).isEqualTo(files("one", "2"));
    assertThat(other.service.rulebook().files()).isEqualTo(files("one", "2"));
    assertThat(other.service.rejected()).isEmpty();
  }

  @Test
  void whatOneCannotUseLeavesItWithWhatItHasAndIsSaid() throws InterruptedException {
    var one = start(shared, files("one", "1"), SOON);
    Function<RuleFiles, Rulebook> olderProgram =
        candidate -> {
          if (candidate.contents().containsKey(TinyRules.path("two"))) {
            throw new RulebookRefused(
                List.of(RuleProblem.of(Stage.COMPILE, TinyRules.path("two"), "too new", "")));
          }
          return Rulebook.of(candidate);
        };
    var older = start(shared, files("one", "1"), SOON, olderProgram);
    var before = older.service.rulebook();

    one.service.apply(put("alice", "two", "1"));
    older.heard.await("cannot follow 2");
    assertThat(older.service.rulebook()).isSameAs(before);
    assertThat(older.service.rejected())
        .hasValueSatisfying(
            it -> assertThat(it.detail()).contains("revision 2", "alice", "too new"));

    one.service.apply(TinyRules.delete("alice", "two"));
    one.service.apply(put("alice", "one", "3"));
    older.heard.await("followed 4");
    assertThat(older.service.rejected()).isEmpty();
    assertThat(older.service.revision()).isEqualTo(one.service.revision());
    assertThat(one.service.revision().number()).isEqualTo(4);
  }
}
