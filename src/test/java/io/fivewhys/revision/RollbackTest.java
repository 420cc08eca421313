package io.fivewhys.revision;

import static io.fivewhys.revision.TinyRules.files;
import static io.fivewhys.revision.TinyRules.put;
import static io.fivewhys.revision.TinyRules.rollback;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.revision.Outcome.Status;
import io.fivewhys.revision.Revision.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Earlier revisions, by what names them. */
class RollbackTest extends RulesServiceTest {
  @Test
  void goesBackToAnEarlierRevisionByItsFirstCharacters() {
    var service = start();
    var first = service.revision();
    service.apply(put("alice", "one", "2"));

    assertThat(service.apply(rollback("bob", first.id().substring(0, 7))).status())
        .isEqualTo(Status.NOT_FOUND);
    var outcome = service.apply(rollback("bob", first.id().substring(0, 8)));
    assertThat(outcome.status()).isEqualTo(Status.ACTIVATED);
    assertThat(service.rulebook().revision()).isEqualTo(first.id());
    assertThat(service.revision())
        .satisfies(
            it -> {
              assertThat(it.number()).isEqualTo(3);
              assertThat(it.origin()).isEqualTo(Origin.ROLLBACK);
              assertThat(it.author()).isEqualTo("bob");
            });
    assertThat(service.find(first.id().substring(0, 10))).contains(service.revision());
    assertThat(start().revision().number()).isEqualTo(3);
  }

  @Test
  void aBeginningThatSeveralRevisionsShareIsRefused() {
    var alike = "abcdef01";
    var history = new ArrayList<Revision>();
    for (String rest : List.of("2", "3")) {
      history.add(
          new Revision(
              alike + rest.repeat(56),
              1,
              Optional.empty(),
              Origin.API,
              "a",
              "",
              NOON,
              TinyRules.NO_REPORT));
    }
    var store = new RevisionsInMemory();
    store.history.addAll(history);

    var draft = new Drafting(store, files("one", "1")).of(new Change.Rollback(alike));
    assertThat(draft)
        .isInstanceOfSatisfying(
            Drafting.Draft.Ended.class,
            it -> {
              assertThat(it.status()).isEqualTo(Status.REFUSED);
              assertThat(it.detail()).contains("2 revisions begin with abcdef01");
            });
  }

  @Test
  void aRevisionIsFoundByItsNumberToo() {
    var service = start();
    var first = service.revision();
    service.apply(put("alice", "one", "2"));

    assertThat(service.find("2")).contains(service.revision());
    assertThat(service.apply(rollback("bob", "7")).status()).isEqualTo(Status.NOT_FOUND);
    assertThat(service.apply(rollback("bob", "1")).status()).isEqualTo(Status.ACTIVATED);
    assertThat(service.revision().id()).isEqualTo(first.id());
    assertThat(service.revision().number()).isEqualTo(3);
    assertThat(service.find("1")).contains(first);
  }
}
