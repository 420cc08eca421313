package io.fivewhys.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fivewhys.access.OwnerOnly;
import io.fivewhys.database.DatabaseUnavailable.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that is kept, in transactions. Whoever is given a {@link Handle} is within one; what
 * is written is on the disk when the call returns, and none of it when it throws. Safe for use by
 * threads.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** So often a transaction is done again that lost a race against another. */
  private static final int ATTEMPTS = 5;

  private static final Duration BETWEEN_LOOKS_AT_THE_CLOCK = Duration.ofSeconds(10);

  private static final Duration LONGEST_WAY = Duration.ofMillis(500);

  private final DatabaseOptions options;
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Clock machine;
  private final DatabaseClock clock;
  private volatile Instant clockSetAt = Instant.MIN;

  private Database(DatabaseOptions options, HikariDataSource pool, Clock machine) {
    this.options = options;
    this.pool = pool;
    this.machine = machine;
    clock = new DatabaseClock(machine);
    jdbi = Jdbi.create(pool);
    Instants.register(jdbi);
  }

  /** What is to be done within a transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Handle handle);
  }

  /** The same without a result. */
  @FunctionalInterface
  public interface Task {
    void with(Handle handle);
  }

  /**
   * Opens it, makes it where there is none, and brings its tables up to date.
   *
   * @throws DatabaseUnavailable when it cannot be used; the message says why and what to do
   */
  public static Database open(DatabaseOptions options, Clock machine) {
    if (!options.isPostgreSql()) {
      makeDirectory(options);
    }
    HikariDataSource pool = pool(options);
    try {
      Migrations.run(pool, options);
      var database = new Database(options, pool, machine);
      database.setClock();
      return database;
    } catch (RuntimeException failure) {
      close(pool, options);
      throw failure;
    }
  }

  private static void makeDirectory(DatabaseOptions options) {
    try {
      OwnerOnly.createDirectory(options.directory());
    } catch (IOException e) {
      throw new DatabaseUnavailable(
          Code.FAILED, "the directory " + options.directory() + " cannot be made: " + e, e);
    }
  }

  private static HikariDataSource pool(DatabaseOptions options) {
    var config = new HikariConfig();
    config.setPoolName("store");
    config.setJdbcUrl(options.url().orElseGet(() -> H2File.url(options.directory())));
    options.user().ifPresent(config::setUsername);
    options.password().ifPresent(config::setPassword);
    config.setMaximumPoolSize(options.connections());
    config.setConnectionTimeout(options.patience().toMillis());
    config.setInitializationFailTimeout(options.patience().toMillis());
    config.setAutoCommit(true);
    if (options.isPostgreSql()) {
      // Else a server that vanished is noticed after hours.
      config.addDataSourceProperty("tcpKeepAlive", "true");
      config.addDataSourceProperty("connectTimeout", "5");
      config.addDataSourceProperty("socketTimeout", "60");
      config.addDataSourceProperty("ApplicationName", "fivewhys");
      // Else a replica that is stopped within a transaction holds up all others for as long.
      config.setConnectionInitSql(
          "set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '20s'");
    }
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw unavailable(options, e);
    }
  }

  /**
   * Reads.
   *
   * @throws DatabaseUnavailable when that is not possible
   */
  public <T> T read(Work<T> work) {
    return inTransaction(work);
  }

  /**
   * Writes, all or nothing. What lost a race against another transaction is done again from the
   * start, so the work must do nothing but use its handle.
   *
   * @return once it is on the disk
   * @throws DatabaseUnavailable when that cannot be made sure. Where the connection broke in the
   *     middle of the end, it may have happened all the same.
   */
  public <T> T write(Work<T> work) {
    return inTransaction(work);
  }

  /** {@link #write(Work)} without a result. */
  public void change(Task task) {
    write(
        handle -> {
          task.with(handle);
          return null;
        });
  }

  /** The time that all who share the database go by. */
  public DatabaseClock clock() {
    if (Duration.between(clockSetAt, machine.instant()).abs().compareTo(BETWEEN_LOOKS_AT_THE_CLOCK)
        > 0) {
      try {
        setClock();
      } catch (DatabaseUnavailable gone) {
        // The last that is known is better than none; whoever uses the database hears of it.
        LOG.debug("The database's clock could not be asked: {}", gone.getMessage());
      }
    }
    return clock;
  }

  /** For libraries that bring their own SQL. */
  public DataSource dataSource() {
    return pool;
  }

  public boolean isPostgreSql() {
    return options.isPostgreSql();
  }

  /** Where it is, as it may be shown. */
  public String place() {
    return options.place();
  }

  /** How its connections are used at the moment; waits for nothing. */
  public ConnectionUse connections() {
    var use = pool.getHikariPoolMXBean();
    return new ConnectionUse(
        use.getActiveConnections(), use.getIdleConnections(), use.getThreadsAwaitingConnection());
  }

  /**
   * @param active that somebody has
   * @param idle that anybody can have
   * @param waiting threads that wait for one
   */
  public record ConnectionUse(int active, int idle, int waiting) {}

  /**
   * Writes the file of an H2 database into a zip file, as it is at the moment.
   *
   * @param file takes the place of one that is there
   * @throws DatabaseUnavailable when it cannot be read or written
   * @throws IllegalStateException for PostgreSQL, which has tools of its own
   */
  public void backUp(Path file) {
    if (isPostgreSql()) {
      throw new IllegalStateException("PostgreSQL is backed up by its own tools");
    }
    change(handle -> handle.execute("backup to ?", file.toAbsolutePath().toString()));
  }

  /** Whether it answers now. */
  public boolean isWell() {
    try {
      return read(handle -> handle.createQuery("select 1").mapTo(Integer.class).one() == 1);
    } catch (DatabaseUnavailable gone) {
      return false;
    }
  }

  /** Whether a failure within a transaction says that a row of this key is there already. */
  public static boolean isDuplicate(RuntimeException failure) {
    return SqlFailures.isDuplicate(failure);
  }

  private <T> T inTransaction(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return jdbi.inTransaction(work::with);
      } catch (RuntimeException e) {
        boolean lostRace = e instanceof ChangedMeanwhile || SqlFailures.isLostRace(e);
        if (!lostRace || attempt == ATTEMPTS) {
          throw isOfTheDatabase(e) ? unavailable(options, e) : e;
        }
        LOG.debug("A transaction lost a race and is done again: {}", e.toString());
      }
    }
  }

  /** A fault of the SQL or of the work is a bug and looks like one. */
  private static boolean isOfTheDatabase(RuntimeException failure) {
    return SqlFailures.isOfTheDatabase(failure);
  }

  static DatabaseUnavailable unavailable(DatabaseOptions options, RuntimeException failure) {
    Code code = SqlFailures.code(failure);
    String place = options.place();
    String message =
        switch (code) {
          case IN_USE ->
              place
                  + " is in use by another process. One process at a time may have it: stop the"
                  + " other, choose another data.directory, or give both a PostgreSQL by"
                  + " store.url.";
          case UNREACHABLE -> place + " cannot be reached: " + SqlFailures.words(failure);
          case REFUSED ->
              place
                  + " refuses user or password: "
                  + SqlFailures.words(failure)
                  + ". See store.user and FIVEWHYS_STORE_PASSWORD.";
          case UNFIT, FAILED -> place + " cannot be used: " + SqlFailures.words(failure);
        };
    return new DatabaseUnavailable(code, message, failure);
  }

  /** An H2 file is shared with nobody: its time is the machine's. */
  private void setClock() {
    if (isPostgreSql()) {
      boolean isFirst = clockSetAt.equals(Instant.MIN);
      read(handle -> sampled(handle, isFirst));
    }
    clockSetAt = machine.instant();
  }

  private Instant sampled(Handle handle, boolean isFirst) {
    // Within the transaction, so that the wait for a connection does not count.
    Instant asked = machine.instant();
    // The time of the statement, not of the transaction.
    Instant said = handle.createQuery("select clock_timestamp()").mapTo(Instant.class).one();
    Instant heard = machine.instant();
    // After a long way one does not know when on it that was said.
    boolean isExact = Duration.between(asked, heard).abs().compareTo(LONGEST_WAY) <= 0;
    if (isExact || isFirst) {
      clock.set(asked, said, heard);
    }
    return said;
  }

  /** Waits for nobody: what is under way fails. */
  @Override
  public void close() {
    if (!pool.isClosed()) {
      close(pool, options);
    }
  }

  /** The pool first: for each connection that the end of a file breaks it would open it again. */
  private static void close(HikariDataSource pool, DatabaseOptions options) {
    pool.close();
    if (options.isPostgreSql()) {
      return;
    }
    try {
      H2File.shutDown(options.directory());
    } catch (SQLException e) {
      LOG.warn("{} was not closed as it should be: {}", options.place(), SqlFailures.words(e));
    }
  }
}
