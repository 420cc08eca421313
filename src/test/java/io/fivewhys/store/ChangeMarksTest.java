package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.database.DatabaseUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeMarksTest extends StoreTest {
  private ChangeMarks marks;
  private Map<ChangeMark, String> before;
  private Instant now;

  @BeforeEach
  void read() {
    marks = new ChangeMarks(database);
    before = marks.read();
    now = database.clock().instant();
  }

  private void execute(String sql, Object... values) {
    database.change(handle -> handle.execute(sql, values));
  }

  /** Topics of what changed since the last call. */
  private Set<String> changed() {
    Map<ChangeMark, String> after = marks.read();
    Set<String> topics = new TreeSet<>();
    after.forEach(
        (mark, value) -> {
          if (!value.equals(before.get(mark))) {
            topics.add(mark.topic());
          }
        });
    before = after;
    return topics;
  }

  private void entry(String incident, int version, Instant at) {
    execute(
        "insert into incident_entry (incident, version, at, actor, kind, text) values"
            + " (?, ?, ?, 'ann', 'COMMENT', 'x')",
        incident,
        version,
        at);
  }

  @Test
  void nothingChangesByItself() {
    entry("INC-1", 1, now);
    changed();

    assertThat(changed()).isEmpty();
  }

  @Test
  void eachEntryOfAnIncidentIsSeen() {
    entry("INC-1", 1, now);
    assertThat(changed()).containsExactly("incident:INC-1", "incidents");

    entry("INC-1", 2, now);
    entry("INC-2", 1, now);
    assertThat(changed()).containsExactly("incident:INC-1", "incident:INC-2", "incidents");
  }

  @Test
  void saysThatTheDatabaseIsGone() {
    database.close();

    assertThatThrownBy(marks::read).isInstanceOf(DatabaseUnavailable.class);
  }

  @Test
  void whatIsOlderThanTheLookbackIsNotTold() {
    entry("INC-1", 1, now.minus(ChangeMarks.LOOKBACK).minusSeconds(60));

    assertThat(changed()).isEmpty();
  }

  @Test
  void anEntryOfAnActionIsOneOfItsIncidentToo() {
    execute(
        "insert into intervention (id, incident, gateway, state, action, target, category, version,"
            + " document) values ('ACT-1', 'INC-1', 'edge', 'planned', 'x', 'x', 'x', 1, '{}')");
    execute(
        "insert into intervention_entry (intervention, version, at, actor, to_state, text,"
            + " refusals, audit) values ('ACT-1', 1, ?, 'ann', 'planned', 'x', '[]', 1)",
        now);

    assertThat(changed()).containsExactly("action:ACT-1", "actions", "incident:INC-1");
  }

  @Test
  void aLookAtAGatewayIsSeen() {
    new TrafficSamples(database)
        .record(new TrafficSample("edge", START, Duration.ofMinutes(1), false, false, Map.of()));

    assertThat(changed()).containsExactly("gateway:edge", "gateways");
  }

  @Test
  void theStopSwitchAndThePolicyAreSeen() {
    database.change(handle -> new MitigationControl().lock(handle));
    changed();
    execute("update mitigation_control set stopped_at = ?", now);
    assertThat(changed()).containsExactly("switch");
    execute("update mitigation_control set stopped_at = null");
    assertThat(changed()).containsExactly("switch");

    execute(
        "insert into mitigation_policy (version, sha256, origin, actor, at, reason, text) values"
            + " (1, 'x', 'api', 'ann', ?, 'x', ?)",
        now,
        new byte[0]);
    assertThat(changed()).containsExactly("policy");
  }

  private void silence(String id, Instant from, Instant until) {
    execute(
        "insert into silence (id, gateway, starts_at, ends_at, over_at, author, reason, created_at)"
            + " values (?, 'edge', ?, ?, ?, 'ann', 'x', ?)",
        id,
        from,
        until,
        until,
        now);
  }

  @Test
  void aSilenceIsSeenWhenItComesAndWhenItIsCancelled() {
    silence("S-1", now, now.plusSeconds(3_600));
    assertThat(changed()).containsExactly("silences");
    execute("update silence set over_at = ?", now.minusSeconds(1));
    assertThat(changed()).containsExactly("silences");
  }

  @Test
  void messagesAreSeenFromTheOutboxToTheirEnd() {
    execute(
        "insert into notification (message, channel, lane, occasion, text, created_at, queued_at,"
            + " state, attempts, next_attempt_at) values ('m', 'chat', 'm', 'opened', 'x', ?, ?,"
            + " 'pending', 0, ?)",
        now,
        now,
        now);
    assertThat(changed()).containsExactly("notifications");
    execute("update notification set attempts = 1");
    assertThat(changed()).containsExactly("notifications");
    execute("update notification set state = 'delivered', ended_at = ?", now);
    assertThat(changed()).containsExactly("notifications");
  }

  @Test
  void fixesRulesFeedbackAndAlertsAreSeen() {
    execute(
        "insert into fix (gateway, category, subject_kind, subject_name, title, detail, incident,"
            + " recommended, first_at, last_at) values ('edge', 'x', 'x', 'x', 'x', 'x', 'INC-1',"
            + " 1, ?, ?)",
        now,
        now);
    assertThat(changed()).containsExactly("fixes");
    execute("update fix set done_at = ?", now);
    assertThat(changed()).containsExactly("fixes");
    execute("insert into rules_head (id, version, document) values (1, 1, ?)", new byte[0]);
    assertThat(changed()).containsExactly("rules");
    execute(
        "insert into feedback (diagnosis_id, given_by, number, verdict, given_at) values"
            + " ('D', 'ann', 1, 'right', ?)",
        now);
    assertThat(changed()).containsExactly("feedback");
    execute(
        "insert into journal_head (journal, generation, last_sequence, bytes, replaced_at_bytes)"
            + " values ('alerts', '', 1, 0, 0)");
    assertThat(changed()).containsExactly("alerts");
  }
}
