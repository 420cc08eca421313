package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiringTallyTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-26T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  private Database open() {
    return DatabaseKind.H2.open(directory.resolve("data"), CLOCK);
  }

  private static long times(Database database, String rule) {
    return new RuleFirings(database).since("2026-11-01").get(rule).times();
  }

  @Test
  void whatWasCountedIsWrittenDownAtTheEnd() {
    try (var database = open()) {
      var tally = new FiringTally(new RuleFirings(database), CLOCK);
      tally.start();
      tally.count(Set.of("Pods crash", "Disks are full"));
      tally.count(Set.of("Pods crash"));
      tally.close();

      assertThat(times(database, "Pods crash")).isEqualTo(2);
      assertThat(times(database, "Disks are full")).isEqualTo(1);
    }
  }

  @Test
  void whatCannotBeWrittenWaitsAndIsWrittenOnce() {
    try (var database = open()) {
      var tally = new FiringTally(new RuleFirings(database), CLOCK);
      database.change(it -> it.execute("alter table rule_firing rename to elsewhere"));
      tally.count(Set.of("Pods crash"));
      tally.flush();
      tally.count(Set.of("Pods crash"));
      database.change(it -> it.execute("alter table elsewhere rename to rule_firing"));
      tally.flush();
      tally.close();

      assertThat(times(database, "Pods crash")).isEqualTo(2);
    }
  }
}
