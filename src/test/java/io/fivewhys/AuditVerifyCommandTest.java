package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Terminal;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseOptions;
import io.fivewhys.mitigate.Move;
import io.fivewhys.mitigate.SampleInterventions;
import io.fivewhys.store.Interventions;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code fivewhys audit verify} as it is typed. */
@Timeout(60)
class AuditVerifyCommandTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:15:00Z");

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    out.reset();
    err.reset();
    return Main.run(
        new Surroundings(
            Map.of(),
            directory,
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Terminal.none(),
            Clock.systemUTC(),
            stop -> {}),
        arguments);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private Database open() {
    return Database.open(DatabaseOptions.file(directory.resolve("data")), Clock.systemUTC());
  }

  @BeforeEach
  void live() {
    try (Database database = open()) {
      refused(database, "i1");
    }
  }

  private static void refused(Database database, String id) {
    Move planned = SampleInterventions.planned(id, "one", "edge", "person:ann", AT);
    Move refused =
        SampleInterventions.judged(
            planned.after(),
            SampleInterventions.plan(),
            false,
            List.of(SampleInterventions.LAST_READY),
            AT);
    database.change(
        handle -> {
          new Interventions().apply(handle, planned);
          new Interventions().apply(handle, refused);
        });
  }

  private void change(String sql) {
    try (Database database = open()) {
      database.change(it -> it.execute(sql));
    }
  }

  private String head() {
    assertThat(run("audit", "verify")).as(complained()).isZero();
    return printed()
        .lines()
        .filter(it -> it.startsWith("Head: "))
        .findFirst()
        .orElseThrow()
        .substring("Head: ".length());
  }

  @Test
  void whatIsAsItWasWrittenSaysItsHeadWhichIsFoundAgainLater() {
    String head = head();
    assertThat(printed()).contains("is as it was written: 2 rows. The journals of actions fit it.");
    assertThat(head).matches("[0-9a-f]{64}");
    try (Database database = open()) {
      refused(database, "i2");
    }

    assertThat(run("audit", "verify", "--head", head)).as(complained()).isZero();
    assertThat(printed()).contains("4 rows", "The hash that was noted is that of row 2.");
  }

  @Test
  void aChangedJournalIsNamedWithItsEntry() {
    change("update intervention_entry set actor = 'person:eve' where version = 1");

    assertThat(run("audit", "verify")).isEqualTo(4);
    assertThat(complained())
        .contains("Journal, entry 1 of intervention i1: its actor is not that of row 1");
    assertThat(printed()).isEmpty();
  }

  @Test
  void aChangedLogIsNamedWithItsRow() {
    change("update audit_entry set entry = replace(entry, 'ann', 'eve') where sequence = 1");

    assertThat(run("audit", "verify")).isEqualTo(4);
    assertThat(complained()).contains("Row 1 of the audit log: it, or one before it, is not as it");
  }

  @Test
  void aLogThatWasMadeAnewLacksTheHeadThatWasNoted() {
    String head = head();
    for (String table :
        List.of("intervention_entry", "intervention", "audit_entry", "audit_head")) {
      change("delete from " + table);
    }
    try (Database database = open()) {
      refused(database, "i3");
    }

    assertThat(run("audit", "verify")).isZero();
    assertThat(run("audit", "verify", "--head", head)).isEqualTo(4);
    assertThat(complained()).contains("No row of the audit log has the hash " + head);
  }

  @Test
  void whatIsNoHashOrNotThereIsRefused() {
    assertThat(run("audit", "verify", "--head", "abc")).isEqualTo(2);
    assertThat(run("audit", "verify", "--data.directory=elsewhere")).isEqualTo(2);
    assertThat(complained()).contains("There is no database in elsewhere");
  }
}
