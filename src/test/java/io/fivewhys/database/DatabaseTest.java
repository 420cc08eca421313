package io.fivewhys.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class DatabaseTest {
  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private DatabaseOptions options;
  private Database database;

  @BeforeEach
  void open() {
    options = kind.empty(directory.resolve("data"));
    database = Database.open(options, Clock.systemUTC());
    database.change(
        handle ->
            handle.execute(
                "create table note (id varchar(40) primary key, at timestamp(6) with time zone)"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsWrittenIsThereAfterAReopening() {
    Instant at = Instant.parse("2026-01-05T12:00:00.123456Z");
    database.change(handle -> insert(handle, "a", at));
    database.close();
    database = Database.open(options, Clock.systemUTC());

    assertThat(
            database.<Instant>read(
                it -> it.select("select at from note").mapTo(Instant.class).one()))
        .isEqualTo(at);
  }

  @Test
  void aFailureInTheMiddleUndoesAll() {
    assertThatThrownBy(
            () ->
                database.change(
                    handle -> {
                      insert(handle, "a", Instant.EPOCH);
                      throw new IllegalStateException("broken");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(notes()).isZero();
  }

  @Test
  void aSecondRowOfOneKeyIsADuplicate() {
    database.change(handle -> insert(handle, "a", Instant.EPOCH));

    var failure =
        catchThrowableOfType(
            RuntimeException.class, () -> database.change(it -> insert(it, "a", Instant.EPOCH)));

    assertThat(Database.isDuplicate(failure)).isTrue();
  }

  @Test
  void transactionsThatCompeteAllSucceed() throws Exception {
    database.change(
        handle -> handle.execute("create table counter (id integer primary key, n integer)"));
    database.change(handle -> handle.execute("insert into counter values (1, 0)"));
    var together = new CountDownLatch(8);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks =
          IntStream.range(0, 8)
              .mapToObj(
                  _ ->
                      threads.submit(
                          () -> {
                            together.countDown();
                            together.await();
                            for (int i = 0; i < 20; i++) {
                              database.change(it -> it.execute("update counter set n = n + 1"));
                            }
                            return null;
                          }))
              .toList();
      for (var task : tasks) {
        task.get();
      }
    }

    assertThat(
            database.<Integer>read(
                it -> it.select("select n from counter").mapTo(Integer.class).one()))
        .isEqualTo(160);
  }

  @Test
  void aReplicaThatIsStoppedWithinATransactionDoesNotHoldUpOthersForLong() {
    if (kind == DatabaseKind.H2) {
      // There is no other.
      return;
    }
    for (String limit : List.of("lock_timeout", "idle_in_transaction_session_timeout")) {
      assertThat(
              database.<String>read(
                  it -> it.createQuery("show " + limit).mapTo(String.class).one()))
          .as(limit)
          .isIn("10s", "20s");
    }
  }

  @Test
  void goesByTheTimeOfTheDatabase() {
    Clock machine = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(7));
    if (kind == DatabaseKind.H2) {
      // Nobody shares it.
      assertThat(database.clock().ahead()).isZero();
      return;
    }
    try (var other = Database.open(options, machine)) {
      assertThat(other.clock().ahead().plusMinutes(7).abs()).isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void isWellAsLongAsItAnswers() {
    assertThat(database.isWell()).isTrue();

    database.close();

    assertThat(database.isWell()).isFalse();
    assertThat(catchThrowableOfType(DatabaseUnavailable.class, this::notes)).isNotNull();
  }

  @Test
  void aFileThatIsClosedIsFree() throws IOException {
    if (kind == DatabaseKind.POSTGRESQL) {
      // It has no file of ours.
      return;
    }
    for (int i = 0; i < 20; i++) {
      database.close();
      try (var file =
          FileChannel.open(
              Path.of(database.place()), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        // Throws where this process has it locked.
        assertThat(file.tryLock()).isNotNull();
      }
      database = Database.open(options, Clock.systemUTC());
      notes();
    }
  }

  @Test
  void tablesOfANewerVersionAreLeftAlone() {
    database.change(
        handle ->
            handle.execute(
                "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\","
                    + " \"description\", \"type\", \"script\", \"checksum\", \"installed_by\","
                    + " \"execution_time\", \"success\") values (99, '9999', 'later', 'SQL',"
                    + " 'V9999__later.sql', 1, 'test', 1, true)"));
    database.close();

    var refused =
        catchThrowableOfType(
            DatabaseUnavailable.class, () -> Database.open(options, Clock.systemUTC()));

    assertThat(refused.code()).isEqualTo(DatabaseUnavailable.Code.UNFIT);
    assertThat(refused).hasMessageContaining("newer");
  }

  @Test
  void aDatabaseThatIsNotThereIsToldByItsPlaceAlone() {
    var nowhere =
        new DatabaseOptions(
            Optional.of("jdbc:postgresql://127.0.0.1:1/none?password=secret"),
            Optional.of("user"),
            Optional.of("hidden"),
            directory,
            2,
            Duration.ofSeconds(1));

    var refused =
        catchThrowableOfType(
            DatabaseUnavailable.class, () -> Database.open(nowhere, Clock.systemUTC()));

    assertThat(refused.code()).isEqualTo(DatabaseUnavailable.Code.UNREACHABLE);
    assertThat(refused)
        .hasMessageContaining("127.0.0.1:1/none")
        .hasMessageNotContainingAny("secret", "hidden");
  }

  private static void insert(Handle handle, String id, Instant at) {
    handle.execute("insert into note (id, at) values (?, ?)", id, at);
  }

  private int notes() {
    return database.read(it -> it.select("select count(*) from note").mapTo(Integer.class).one());
  }

  @Test
  void aThreadThatIsInterruptedWhileItWritesSpoilsNothingForOthers() throws Exception {
    for (int i = 0; i < 20; i++) {
      int number = i;
      var writing = new CountDownLatch(1);
      // Whoever swallows the interrupt goes on.
      var enough = new java.util.concurrent.atomic.AtomicBoolean();
      Thread interrupted =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      for (int j = 0; !enough.get(); j++) {
                        String id = number + "-" + j;
                        database.change(it -> insert(it, id, Instant.EPOCH));
                        writing.countDown();
                      }
                    } catch (RuntimeException expected) {
                      // It was interrupted.
                    }
                  });
      writing.await();
      interrupted.interrupt();
      database.change(it -> insert(it, "other-" + number, Instant.EPOCH));
      enough.set(true);
      interrupted.join();
    }
    assertThat(
            database.<Integer>read(
                it ->
                    it.select("select count(*) from note where id like 'other-%'")
                        .mapTo(Integer.class)
                        .one()))
        .isEqualTo(20);
  }
}
