package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.access.AuditUnavailable;
import io.fivewhys.mitigate.Approvals;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.Move;
import io.fivewhys.mitigate.SampleInterventions;
import io.fivewhys.mitigate.Timing;
import io.fivewhys.mitigate.Turnout;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalCheckTest extends StoreTest {
  private final Interventions interventions = new Interventions();
  private JournalCheck check;

  @BeforeEach
  void live() {
    check = new JournalCheck(database);
    refused("i1");
    approvedAndDone("i2");
  }

  private void apply(Move move) {
    database.change(handle -> interventions.apply(handle, move));
  }

  private Intervention planned(String id) {
    Move planned = SampleInterventions.planned(id, "one", "edge", "person:ann", START);
    apply(planned);
    return planned.after();
  }

  private void refused(String id) {
    apply(
        SampleInterventions.judged(
            planned(id),
            SampleInterventions.plan(),
            false,
            List.of(SampleInterventions.LAST_READY),
            START.plusNanos(123_456_789)));
  }

  private void approvedAndDone(String id) {
    Move judged =
        SampleInterventions.judged(
            planned(id), SampleInterventions.plan(), false, List.of(), START.plusSeconds(1));
    apply(judged);
    Intervention waiting = judged.after();
    String hash = waiting.plan().orElseThrow().hash();
    Turnout turnout =
        Approvals.approve(waiting, hash, "person:bob", "", Timing.defaults(), START.plusSeconds(2));
    Move approved = ((Turnout.Moved) turnout).move();
    apply(approved);
    SampleInterventions.done(approved.after(), START.plusSeconds(3)).forEach(this::apply);
  }

  private void change(String sql) {
    database.change(it -> it.execute(sql));
  }

  private String why() {
    return check.verify().map(it -> it.where() + ": " + it.why()).orElse("fits");
  }

  @Test
  void whatWasWrittenFits() throws AuditUnavailable {
    assertThat(check.verify()).isEmpty();
    assertThat(new SqlAudit(database).verify()).isEmpty();
  }

  @Test
  void whatIsForgottenIsNotMissed() {
    database.change(handle -> Interventions.forget(handle, List.of("one")));

    assertThat(check.verify()).isEmpty();
  }

  @Test
  void manyAreReadInBatches() {
    check = new JournalCheck(database, 3);
    approvedAndDone("n1");
    refused("n2");
    approvedAndDone("n3");
    assertThat(check.verify()).isEmpty();
    change("update intervention_entry set text = 'x' where intervention = 'n3' and version = 7");

    assertThat(why()).startsWith("entry 7 of intervention n3: its text is not that of row ");
  }

  @Test
  void aChangedTextIsFound() {
    change("update intervention_entry set text = 'fine' where intervention = 'i2' and version = 3");

    assertThat(why())
        .isEqualTo("entry 3 of intervention i2: its text is not that of row 5 of the audit log");
  }

  @Test
  void aChangedStateIsFound() {
    change(
        "update intervention_entry set to_state = 'done' where intervention = 'i1' and version ="
            + " 2");

    assertThat(why()).startsWith("entry 2 of intervention i1: its state is not");
  }

  @Test
  void aChangedStateBeforeIsFound() {
    change(
        "update intervention_entry set from_state = null where intervention = 'i1' and version ="
            + " 2");

    assertThat(why()).startsWith("entry 2 of intervention i1: its state before is not");
  }

  @Test
  void aChangedActorIsFound() {
    change(
        "update intervention_entry set actor = 'person:eve' where intervention = 'i2' and version"
            + " = 3");

    assertThat(why()).startsWith("entry 3 of intervention i2: its actor is not");
  }

  @Test
  void aChangedTimeIsFound() {
    change(
        "update intervention_entry set at = at + interval '1' second where intervention = 'i2' and"
            + " version = 3");

    assertThat(why()).startsWith("entry 3 of intervention i2: its time is not");
  }

  @Test
  void aChangedRefusalIsFoundAlsoInItsNumbers() {
    change(
        "update intervention_entry set refusals = replace(refusals, '1 ready', '0 ready') where"
            + " intervention = 'i1' and version = 2");

    assertThat(why())
        .isEqualTo(
            "entry 2 of intervention i1: its list of refusals is not that of row 2 of the audit"
                + " log");
  }

  @Test
  void anEntryThatTheAuditLogDoesNotHaveIsFound() {
    change(
        "insert into intervention_entry (intervention, version, at, actor, from_state, to_state,"
            + " text, refusals, audit) select intervention, 99, at, actor, from_state, to_state,"
            + " text, refusals, 9999 from intervention_entry where intervention = 'i2' and version"
            + " = 7");

    assertThat(why())
        .isEqualTo("entry 99 of intervention i2: the audit log has no row 9999, which it names");
  }

  @Test
  void anEntryThatNamesTheRowOfAnotherIsFound() {
    change("update intervention_entry set audit = 3 where intervention = 'i1' and version = 2");

    assertThat(why())
        .isEqualTo("entry 2 of intervention i1: row 3 of the audit log is of something else");
  }

  @Test
  void anEntryThatIsGoneIsFound() {
    change("delete from intervention_entry where intervention = 'i2' and version = 3");

    assertThat(why())
        .isEqualTo("entry 3 of intervention i2: it is gone; row 5 of the audit log has it");
  }

  @Test
  void aStateThatNoEntrySaysIsFound() {
    change("update intervention set state = 'approved' where id = 'i1'");

    assertThat(why())
        .isEqualTo(
            "intervention i1: it is said to be approved and refused, and its journal ends with"
                + " refused");
  }

  @Test
  void anInterventionWithoutAJournalIsFound() {
    change("delete from intervention_entry where intervention = 'i1'");

    assertThat(why()).contains("its journal ends with nothing");
  }

  @Test
  void aLogThatWasMadeAnewLacksTheHashThatWasNoted() throws AuditUnavailable {
    var audit = new SqlAudit(database);
    var before = audit.verify(Optional.empty());
    approvedAndDone("i3");
    assertThat(audit.verify(Optional.of(before.head())).notedAt()).hasValue(before.entries());

    change("delete from intervention_entry");
    change("delete from intervention");
    change("delete from audit_entry");
    change("delete from audit_head");
    approvedAndDone("i9");
    var after = audit.verify(Optional.of(before.head()));
    assertThat(after.misfit()).isEmpty();
    assertThat(after.notedAt()).isEmpty();
    assertThat(after.head()).isNotEqualTo(before.head());
  }
}
