package io.fivewhys.collect.probe;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.fact.DependencyProbe;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/**
 * Logs in to MySQL or MariaDB, asks a question in a transaction that cannot write, and then how the
 * server is.
 */
final class MysqlProbe implements Probe {
  private static final int UNKNOWN_VARIABLE = 1193;

  private final Mysql config;
  private final SourceContext context;

  MysqlProbe(Mysql config, SourceContext context) {
    this.config = config;
    this.context = context;
  }

  @Override
  public String target() {
    return config.place().toString();
  }

  @Override
  public DependencyProbe.Type type() {
    return DependencyProbe.Type.DATABASE;
  }

  @Override
  public void ask(Attempt attempt) throws ProbeFailed, SourceFailed {
    Properties properties = properties(attempt);
    attempt.resolve(config.place().host());
    attempt.awaits("the login as " + config.login().username().orElseThrow());
    try (Connection connection = connect(properties)) {
      question(connection, attempt);
      attempt.answered();
      new MysqlState(connection, config.probed(), attempt).tell();
    } catch (SQLException e) {
      throw MysqlFailures.of(e, config, attempt);
    }
  }

  private Connection connect(Properties properties) throws SQLException {
    return new Driver()
        .connect(
            "jdbc:mariadb://" + config.place() + "/" + config.database().orElse(""), properties);
  }

  private void question(Connection connection, Attempt attempt) throws SQLException {
    attempt.awaits("the query " + config.question());
    try (Statement statement = connection.createStatement()) {
      limitTime(connection, statement, attempt.leftMillis() * 9 / 10);
      statement.execute("START TRANSACTION READ ONLY");
      statement.setMaxRows(1);
      statement.execute(config.question());
    }
    connection.rollback();
  }

  /** So that the question ends on the server too, and says whether it waited for a lock. */
  private static void limitTime(Connection connection, Statement statement, int mostMillis)
      throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    String most =
        product.equals("MariaDB")
            ? String.format(Locale.ROOT, "max_statement_time = %.3f", mostMillis / 1e3)
            : "max_execution_time = " + mostMillis;
    int lockSeconds = Math.max(1, (mostMillis - 200) / 1_000);
    try {
      statement.execute(
          "SET SESSION %s, lock_wait_timeout = %d, innodb_lock_wait_timeout = %d"
              .formatted(most, lockSeconds, lockSeconds));
    } catch (SQLException e) {
      // Servers of long ago cannot be told; then the connection is closed when the time is over.
      if (e.getErrorCode() != UNKNOWN_VARIABLE) {
        throw e;
      }
    }
  }

  private Properties properties(Attempt attempt) throws SourceFailed {
    Encryption encryption = config.encryption();
    var properties = new Properties();
    properties.setProperty("user", config.login().username().orElseThrow());
    if (config.login().password().isPresent()) {
      String password = attempt.reveal(config.login().password().get(), context);
      properties.setProperty("password", password);
    }
    properties.setProperty("socketFactory", AttemptSockets.class.getName());
    properties.setProperty("connectTimeout", "0");
    // What a server might ask of a client is refused: its files, and to go elsewhere.
    properties.setProperty("allowLocalInfile", "false");
    properties.setProperty("permitRedirect", "false");
    if (!encryption.isOff()) {
      // Here, since a driver's own words would not tell a missing file from a foreign certificate.
      encryption.trusted(context);
    }
    switch (encryption.tls()) {
      case OFF -> properties.setProperty("sslMode", "disable");
      case UNVERIFIED -> properties.setProperty("sslMode", "trust");
      case VERIFY -> {
        properties.setProperty("sslMode", "verify-full");
        encryption
            .caFile()
            .map(it -> context.directory().resolve(it).toString())
            .ifPresent(it -> properties.setProperty("serverSslCert", it));
      }
    }
    return properties;
  }
}
