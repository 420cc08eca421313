package io.fivewhys.revision;

import static io.fivewhys.revision.TinyRules.files;
import static io.fivewhys.revision.TinyRules.path;
import static io.fivewhys.revision.TinyRules.put;
import static io.fivewhys.revision.TinyRules.rollback;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.revision.Outcome.Status;
import io.fivewhys.revision.Revision.Origin;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the source held at the start, beside what was sent before. */
class RulesAtStartTest extends RulesServiceTest {
  private static RuleSource.Reading unreadable() {
    return new RuleSource.Reading.Broken(
        List.of(RuleProblem.of(Stage.PARSE, "", "there is no directory", "make it")));
  }

  @Test
  void theFirstRevisionIsWhatTheSourceHolds() {
    var service = start();

    assertThat(service.rulebook().files()).isEqualTo(files("one", "1", "two", "1"));
    assertThat(service.revision())
        .satisfies(
            it -> {
              assertThat(it.number()).isEqualTo(1);
              assertThat(it.parent()).isEmpty();
              assertThat(it.origin()).isEqualTo(Origin.SHIPPED);
              assertThat(it.at()).isEqualTo(NOON);
              assertThat(it.id()).isEqualTo(service.rulebook().revision());
              assertThat(it.report().passed()).isTrue();
            });
    assertThat(service.rejected()).isEmpty();
  }

  @Test
  void anotherProgramsRulesComeInFileByFileAndKeepWhatWasSent() {
    start().apply(put("alice", "mine", "1"));

    source = complete(files("one", "new", "three", "1"));
    var service = start();
    assertThat(service.rulebook().files())
        .isEqualTo(files("one", "new", "three", "1", "mine", "1"));
    assertThat(service.revision().origin()).isEqualTo(Origin.SHIPPED);
    assertThat(service.revision().number()).isEqualTo(3);
    assertThat(start().revision().number()).isEqualTo(3);
  }

  @Test
  void aFileChangedHereAndInTheProgramIsAConflictThatNamesBoth() {
    start().apply(put("alice", "one", "mine"));

    source = complete(files("one", "theirs", "two", "2"));
    var service = start();
    assertThat(service.rulebook().files()).isEqualTo(files("one", "mine", "two", "1"));
    assertThat(service.rejected())
        .hasValueSatisfying(
            it -> {
              assertThat(it.report().failedStage()).contains(Stage.CONSISTENCY);
              assertThat(it.report().failures())
                  .singleElement()
                  .satisfies(
                      problem -> {
                        assertThat(problem.file()).isEqualTo(path("one"));
                        assertThat(problem.message()).contains("alice", "revision 2");
                        assertThat(problem.advice()).contains("make the two equal");
                      });
            });
  }

  @Test
  void aConflictEndsWhenBothAreEqualAndTheRestComesInByItself() throws InterruptedException {
    start().apply(put("alice", "one", "mine"));
    source = complete(files("one", "theirs", "two", "2"));
    var service = start();
    assertThat(service.rejected()).isPresent();
    heard.drain();

    service.apply(put("alice", "one", "theirs"));
    heard.await("activated 3");
    heard.await("source in force");
    assertThat(service.rejected()).isEmpty();
    assertThat(service.rulebook().files()).isEqualTo(files("one", "theirs", "two", "2"));
  }

  @Test
  void theWholeSourceSentEndsAConflictToo() throws InterruptedException {
    start().apply(put("alice", "one", "mine"));
    source = complete(files("one", "theirs", "two", "2"));
    var service = start();
    heard.drain();

    service.apply(TinyRules.replace("alice", files("one", "theirs", "two", "2")));
    heard.await("source in force");
    assertThat(service.rejected()).isEmpty();
    assertThat(start().rejected()).isEmpty();
  }

  @Test
  void aRollbackIsNotUndoneByANewStart() {
    var first = start().revision();
    source = complete(files("one", "bad idea", "two", "1"));
    var service = start();
    assertThat(service.revision().number()).isEqualTo(2);
    service.apply(rollback("alice", first.id()));

    var again = start();
    assertThat(again.revision().number()).isEqualTo(3);
    assertThat(again.rulebook().revision()).isEqualTo(first.id());
    assertThat(again.rejected()).isEmpty();
  }

  @Test
  void aBrokenSourceAtTheStartLeavesTheLastGoodRevision() {
    origin = Origin.DIRECTORY;
    start();
    source =
        complete(
            new RuleFiles(new java.util.TreeMap<>(Map.of(path("one"), TinyRules.broken("one")))));
    var service = start();

    assertThat(service.rulebook().files()).isEqualTo(files("one", "1", "two", "1"));
    assertThat(service.rejected())
        .hasValueSatisfying(it -> assertThat(it.detail()).contains("NodeCondishun"));
    assertThat(service.refusals(10)).hasSize(1);
    start();
    assertThat(service.refusals(10)).as("the same again is not journalled again").hasSize(1);
  }

  @Test
  void anUnreadableSourceAtTheVeryFirstStartLeavesTheProgramsOwnRules() {
    origin = Origin.DIRECTORY;
    source = unreadable();
    var service = start();

    assertThat(service.rulebook().files()).isEqualTo(files("shipped", "1"));
    assertThat(service.revision().origin()).isEqualTo(Origin.SHIPPED);
    assertThat(service.rejected())
        .hasValueSatisfying(
            it -> {
              assertThat(it.revision()).isEmpty();
              assertThat(it.detail()).contains("there is no directory");
            });

    source = complete(files("one", "1"));
    var mended = start();
    assertThat(mended.rulebook().files()).isEqualTo(files("one", "1"));
    assertThat(mended.rejected()).isEmpty();
  }

  @Test
  void whenTheLastRevisionIsLostAnEarlierOneAnswersAndItIsSaid() throws Exception {
    var first = start();
    var before = first.revision();
    first.apply(put("alice", "one", "2"));
    kept.contents.remove(first.revision().id());

    var service = start();
    assertThat(service.revision()).isEqualTo(before);
    assertThat(service.rejected())
        .hasValueSatisfying(it -> assertThat(it.detail()).contains("lost or damaged"));
    assertThat(service.apply(put("alice", "one", "3")).status()).isEqualTo(Status.ACTIVATED);
    assertThat(service.revision().number()).isEqualTo(3);
    assertThat(service.rejected()).isEmpty();
  }
}
