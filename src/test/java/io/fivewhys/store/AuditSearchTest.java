package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.access.AuditEntry;
import io.fivewhys.access.AuditEntry.Kind;
import io.fivewhys.access.AuditFilter;
import io.fivewhys.access.AuditPage;
import io.fivewhys.access.AuditUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditSearchTest extends StoreTest {
  private static final int MOST_LOOKED_AT = 20;
  private static final AuditFilter ALL = AuditFilter.all();

  private SqlAudit audit;
  private Instant now = START;

  @BeforeEach
  void make() {
    audit = new SqlAudit(database, MOST_LOOKED_AT);
  }

  /** One minute after the one before. */
  private void append(Kind kind, String actor, String operation, String request, String detail)
      throws AuditUnavailable {
    now = now.plusSeconds(60);
    boolean isOver = kind != Kind.INTENT;
    audit.append(
        new AuditEntry(
            now,
            kind,
            request,
            actor,
            Optional.of("Jané"),
            "10.0.0.1",
            operation,
            "PUT",
            "/api/v1/rules",
            isOver
                ? Optional.of(kind == Kind.DENIED ? "wrong_token" : "applied")
                : Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(detail),
            0));
  }

  /** Intents 1, 3, 5 ... with their outcomes 2, 4, 6 ..., by two in turn. */
  private void changes(int count) throws AuditUnavailable {
    for (int i = 0; i < count; i++) {
      String actor = i % 2 == 0 ? "person:ann" : "admin";
      append(Kind.INTENT, actor, "putRuleFile", "r" + i, "change " + i);
      append(Kind.OUTCOME, actor, "putRuleFile", "r" + i, "done " + i);
    }
  }

  private static AuditFilter actor(String actor) {
    return new AuditFilter(
        Optional.of(actor),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static AuditFilter kinds(Kind... kinds) {
    return new AuditFilter(
        Optional.empty(),
        Set.of(kinds),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static AuditFilter text(String text) {
    return new AuditFilter(
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(text),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static AuditFilter between(Instant since, Instant until) {
    return new AuditFilter(
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(since),
        Optional.ofNullable(until),
        false);
  }

  private static final AuditFilter UNENDED =
      new AuditFilter(
          Optional.empty(),
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          true);

  private List<Long> found(AuditFilter filter) throws AuditUnavailable {
    return sequences(audit.find(filter, OptionalLong.empty(), 100));
  }

  private static List<Long> sequences(AuditPage page) {
    return page.entries().stream().map(it -> it.path("sequence").asLong()).toList();
  }

  @Test
  void linesAreFoundByEachOfWhatTheySay() throws AuditUnavailable {
    changes(2);
    append(Kind.DENIED, "intake", "activateRules", "d", "no");
    append(Kind.ACTION, "fivewhys", "undo_rollout", "id/1", "Planned");

    assertThat(found(ALL)).containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
    assertThat(found(actor("person:ann"))).containsExactly(2L, 1L);
    assertThat(found(actor("person"))).as("a part of the name").isEmpty();
    assertThat(found(kinds(Kind.DENIED))).containsExactly(5L);
    assertThat(found(kinds(Kind.INTENT, Kind.ACTION))).containsExactly(6L, 3L, 1L);
    assertThat(found(text("DONE 1"))).containsExactly(4L);
    assertThat(found(text("jANÉ"))).as("not only ASCII").hasSize(6);
    assertThat(found(text("claimedAuthor"))).as("a name of a field").isEmpty();
    var operation =
        new AuditFilter(
            Optional.empty(),
            Set.of(),
            Optional.of("activateRules"),
            Optional.of("wrong_token"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    assertThat(found(operation)).containsExactly(5L);
    var other =
        new AuditFilter(
            Optional.of("admin"),
            Set.of(Kind.OUTCOME),
            Optional.of("putRuleFile"),
            Optional.of("refused"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    assertThat(found(other)).isEmpty();
  }

  @Test
  void aSpanOfTimeHoldsItsBeginningAndNotItsEnd() throws AuditUnavailable {
    changes(5);
    Instant third = START.plusSeconds(180);

    assertThat(found(between(third, null))).containsExactly(10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L);
    assertThat(found(between(null, third))).containsExactly(2L, 1L);
    assertThat(found(between(third, third.plusSeconds(60)))).containsExactly(3L);
    assertThat(found(between(START.plus(Duration.ofDays(1)), null))).isEmpty();
    assertThat(found(between(null, START))).isEmpty();
  }

  /** A change waits for its turn after it has got its time, and another gets in before it. */
  @Test
  void whatGotItsTimeEarlierAndItsPlaceLaterHidesNothing() throws AuditUnavailable {
    now = START.plusSeconds(60);
    append(Kind.DENIED, "anonymous", "putRuleFile", "first", "at minute 2");
    now = START;
    append(Kind.INTENT, "person:ann", "approveAction", "waited", "at minute 1");

    assertThat(found(between(START.minusSeconds(86_400), null))).containsExactly(2L, 1L);
    assertThat(found(between(START.plusSeconds(90), null))).containsExactly(1L);
    assertThat(found(between(null, START.plusSeconds(90)))).containsExactly(2L);
  }

  @Test
  void aSpanOfLongAgoIsReachedWithoutLookingAtWhatCameLater() throws AuditUnavailable {
    changes(2);
    now = now.plus(Duration.ofDays(9));
    changes(50);

    AuditPage page =
        audit.find(between(START, START.plusSeconds(3_600)), OptionalLong.empty(), 100);
    assertThat(sequences(page)).containsExactly(4L, 3L, 2L, 1L);
    assertThat(page.next()).isEmpty();
    assertThat(page.lookedBackTo()).isEmpty();
  }

  @Test
  void anIntentSaysWhetherItEndedAlsoWhereItsOutcomeIsNotAmongThem() throws AuditUnavailable {
    changes(1);
    append(Kind.INTENT, "admin", "activateRules", "lost", "cut short");

    List<JsonNode> intents = audit.find(kinds(Kind.INTENT), OptionalLong.empty(), 9).entries();
    assertThat(intents).extracting(it -> it.path("ended").asBoolean()).containsExactly(false, true);
    assertThat(audit.find(kinds(Kind.OUTCOME), OptionalLong.empty(), 9).entries())
        .noneMatch(it -> it.has("ended"));
    assertThat(found(UNENDED)).containsExactly(3L);
  }

  @Test
  void pagesGoOnWhereTheLastOneEndedWhateverIsAddedMeanwhile() throws AuditUnavailable {
    changes(6);
    for (AuditFilter filter : List.of(ALL, actor("admin"), text("o"))) {
      List<Long> expected = sequences(audit.find(filter, OptionalLong.of(13), MOST_LOOKED_AT));
      var all = new ArrayList<Long>();
      OptionalLong before = OptionalLong.of(13);
      do {
        AuditPage page = audit.find(filter, before, 2);
        assertThat(page.entries()).hasSizeBetween(1, 2);
        all.addAll(sequences(page));
        before = page.next();
        changes(1);
      } while (before.isPresent());
      assertThat(all).as(filter.toString()).isEqualTo(expected);
    }
  }

  @Test
  void aPageLooksAtSoManyLinesAndSaysHowFarBackThatReached() throws AuditUnavailable {
    append(Kind.DENIED, "intake", "putRuleFile", "d", "needle");
    changes(22);

    AuditPage first = audit.find(text("needle"), OptionalLong.empty(), 10);
    assertThat(first.entries()).isEmpty();
    assertThat(first.next()).hasValue(45 - MOST_LOOKED_AT + 1);
    assertThat(first.lookedBackTo()).contains(START.plusSeconds(60 * (45 - MOST_LOOKED_AT + 1)));
    AuditPage second = audit.find(text("needle"), first.next(), 10);
    assertThat(second.entries()).isEmpty();
    AuditPage third = audit.find(text("needle"), second.next(), 10);
    assertThat(sequences(third)).containsExactly(1L);
    assertThat(third.next()).isEmpty();
    assertThat(third.lookedBackTo()).isEmpty();

    assertThat(found(actor("intake"))).as("an index leads there at once").containsExactly(1L);
  }

  @Test
  void aFullPageDoesNotSayThatItWasCutOff() throws AuditUnavailable {
    changes(30);

    AuditPage page = audit.find(actor("person:ann"), OptionalLong.empty(), 10);
    assertThat(page.entries()).hasSize(10);
    assertThat(page.next()).isPresent();
    assertThat(page.lookedBackTo()).isEmpty();
    assertThat(new SqlAudit(database).newest(60)).as("as before").hasSize(60);
  }

  @Test
  void aDamagedLineIsPassedOver() throws AuditUnavailable {
    changes(2);
    database.change(it -> it.execute("update audit_entry set entry = '{' where sequence = 2"));

    assertThat(found(ALL)).containsExactly(4L, 3L, 1L);
  }

  @Test
  void whatCannotBeReadIsSaid() {
    database.close();

    assertThatThrownBy(() -> found(ALL)).isInstanceOf(AuditUnavailable.class);
  }
}
