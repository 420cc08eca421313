package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.access.AuditEntry;
import io.fivewhys.access.AuditUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlAuditTest extends StoreTest {
  private SqlAudit audit;

  @BeforeEach
  void make() {
    audit = new SqlAudit(database);
  }

  private static AuditEntry entry(String detail) {
    return new AuditEntry(
        Instant.parse("2026-11-22T10:15:00.123456789Z"),
        AuditEntry.Kind.OUTCOME,
        "id",
        "admin",
        Optional.empty(),
        "127.0.0.1",
        "putRuleFile",
        "PUT",
        "/a",
        Optional.of("activated"),
        Optional.empty(),
        Optional.empty(),
        Optional.of(detail),
        0);
  }

  private void append(int count) throws AuditUnavailable {
    for (int i = 0; i < count; i++) {
      audit.append(entry("entry " + i));
    }
  }

  private List<String> details(int limit) throws AuditUnavailable {
    return audit.newest(limit).stream().map(it -> it.path("detail").asText()).toList();
  }

  private void change(String sql) {
    database.change(it -> it.execute(sql));
  }

  @Test
  void tellsTheYoungestFirst() throws AuditUnavailable {
    assertThat(audit.newest(10)).isEmpty();
    append(5);

    assertThat(details(3)).containsExactly("entry 4", "entry 3", "entry 2");
    assertThat(new SqlAudit(database).newest(100)).hasSize(5);
    assertThat(audit.newest(1).getFirst().path("at").asText())
        .isEqualTo("2026-11-22T10:15:00.123456789Z");
  }

  @Test
  void whateverAClientWroteIsKeptAsItIs() throws AuditUnavailable {
    String forging = "a\n{\"actor\":\"god\"}\r\u001b[2J\u2028\u202e\u0000é😀\ud800";
    audit.append(entry(forging));

    assertThat(details(1)).containsExactly(forging);
    assertThat(audit.verify()).isEmpty();
    String kept =
        database.read(
            it -> it.createQuery("select entry from audit_entry").mapTo(String.class).one());
    assertThat(kept).matches("[\\x20-\\x7e]+");
  }

  @Test
  void whatIsLookedForHasColumnsOfItsOwn() throws AuditUnavailable {
    append(1);

    assertThat(
            database.<Integer>read(
                it ->
                    it.createQuery(
                            "select count(*) from audit_entry where kind = 'outcome' and actor ="
                                + " 'admin' and operation = 'putRuleFile' and request_id = 'id'")
                        .mapTo(Integer.class)
                        .one()))
        .isOne();
  }

  @Test
  void anEmptyOneAndALongOneFit() throws AuditUnavailable {
    assertThat(audit.verify()).isEmpty();
    append(1_003);
    assertThat(audit.verify()).isEmpty();
  }

  @Test
  void everyChangeOfThePastIsFoundAtItsRow() throws AuditUnavailable {
    for (String change :
        List.of(
            "entry = replace(entry, 'entry 6', 'entry x')",
            "actor = 'nobody'",
            "kind = 'denied'",
            "operation = 'other'",
            "request_id = 'x'",
            "at = timestamp with time zone '2020-01-01 00:00:00+00'",
            "hash = '" + "0".repeat(64) + "'")) {
      change("delete from audit_entry");
      change("delete from audit_head");
      append(10);
      change("update audit_entry set " + change + " where sequence = 7");

      assertThat(audit.verify()).as(change).map(SqlAudit.Misfit::sequence).contains(7L);
    }
  }

  @Test
  void aRowThatIsGoneIsMissedAlsoAtTheEnd() throws AuditUnavailable {
    append(10);
    change("delete from audit_entry where sequence = 10");
    assertThat(audit.verify()).contains(new SqlAudit.Misfit(10, "it is missing"));
    change("delete from audit_entry where sequence = 4");
    assertThat(audit.verify()).contains(new SqlAudit.Misfit(4, "it is missing"));
    change("delete from audit_entry");
    assertThat(audit.verify()).contains(new SqlAudit.Misfit(1, "it is missing"));
  }

  @Test
  void aRowThatWasWrittenAnewDoesNotFitTheNext() throws AuditUnavailable {
    append(10);
    change("update audit_entry set hash = '" + "a".repeat(64) + "' where sequence = 10");
    assertThat(audit.verify()).map(SqlAudit.Misfit::sequence).contains(10L);
  }

  @Test
  void manyWhoWriteAtOnceMakeOneChain() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Void>>();
      for (int i = 0; i < 100; i++) {
        var one = new SqlAudit(database);
        String detail = "entry " + i;
        tasks.add(
            () -> {
              one.append(entry(detail));
              return null;
            });
      }
      for (var each : threads.invokeAll(tasks)) {
        each.get();
      }
    }

    assertThat(details(1_000)).doesNotHaveDuplicates().hasSize(100);
    assertThat(audit.verify()).isEmpty();
  }

  @Test
  void whatCannotBeKeptIsSaid() {
    assertThatThrownBy(() -> audit.append(entry("x".repeat(70_000))))
        .isInstanceOf(AuditUnavailable.class);
    database.close();

    assertThatThrownBy(() -> audit.append(entry("a")))
        .isInstanceOf(AuditUnavailable.class)
        .hasMessageContaining(database.place());
    assertThatThrownBy(() -> audit.newest(1)).isInstanceOf(AuditUnavailable.class);
    assertThatThrownBy(() -> audit.verify()).isInstanceOf(AuditUnavailable.class);
  }
}
