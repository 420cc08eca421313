package io.fivewhys.store;

import io.fivewhys.collect.SteppedClock;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.database.DatabaseOptions;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.Snapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What tests of the tables have in common: they hold on both databases. */
@ParameterizedClass
@EnumSource
@Timeout(60)
abstract class StoreTest {
  static final Instant START = Instant.parse("2026-11-22T10:15:00Z");
  static final HistoryLimits PLENTY = SampleLimits.PLENTY;

  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  final SteppedClock clock = new SteppedClock(START);
  Database database;
  private DatabaseOptions options;

  @BeforeEach
  void open() {
    options = kind.options(directory.resolve("data"));
    database = Database.open(options, Clock.systemUTC());
  }

  void reopen() {
    database.close();
    database = Database.open(options, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    database.close();
  }

  Snapshots snapshots(HistoryLimits limits) {
    return new Snapshots(database, limits, fact -> fact, clock);
  }

  Diagnoses diagnoses(HistoryLimits limits) {
    return new Diagnoses(database, snapshots(limits), clock);
  }

  static Snapshot snapshot(int number) {
    return snapshot(number, START);
  }

  static Snapshot snapshot(int number, Instant observedAt) {
    Fact fact =
        new Signal(
            "number",
            Optional.empty(),
            OptionalDouble.of(number),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty());
    return new Snapshot("edge", "shop", observedAt, Duration.ofMinutes(5), List.of(fact));
  }

  /** Lines that do not compress: some 20 bytes each. */
  static Snapshot withLog(int seed, int lines) {
    var random = new Random(seed);
    List<String> log =
        IntStream.range(0, lines)
            .mapToObj(
                _ -> Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()))
            .toList();
    Fact fact =
        new LogLines(
            "orders",
            Optional.empty(),
            Optional.of(LogLines.Format.PLAIN),
            log,
            Optional.empty(),
            OptionalLong.empty());
    return new Snapshot("edge", "shop", START, Duration.ofMinutes(5), List.of(fact));
  }
}
