package io.fivewhys.collect.probe;

import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.fact.DependencyProbe;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.Driver;

/**
 * Logs in to PostgreSQL, asks a question in a transaction that cannot write, and then how the
 * server is. In a transaction throughout, so that a pooler keeps it on one server and no setting
 * stays behind there.
 */
final class PostgresqlProbe implements Probe {
  /** Held, since the JDK forgets what nobody holds. */
  private static final Logger DRIVER = Logger.getLogger("org.postgresql");

  static {
    // What it would log is told by the probe.
    DRIVER.setLevel(Level.OFF);
  }

  private final Postgresql config;
  private final SourceContext context;

  PostgresqlProbe(Postgresql config, SourceContext context) {
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
    Properties properties = properties(attempt, config.encryption());
    attempt.resolve(config.place().host());
    attempt.awaits("the login as " + config.user());
    try (Connection connection = connect(properties)) {
      question(connection, attempt);
      attempt.answered();
      new PostgresqlState(connection, config.probed(), attempt).tell();
    } catch (SQLException e) {
      throw meaning(e, attempt);
    }
  }

  private void question(Connection connection, Attempt attempt) throws SQLException {
    attempt.awaits("the query " + config.question());
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setMaxRows(1);
      // Ends on the server too, and says whether it was a lock that it waited for.
      int most = attempt.leftMillis() * 9 / 10;
      statement.execute(
          "SET LOCAL statement_timeout = %d; SET LOCAL lock_timeout = %d"
              .formatted(Math.max(1, most), Math.max(1, most * 9 / 10)));
      statement.execute(config.question());
    }
    connection.rollback();
  }

  private Connection connect(Properties properties) throws SQLException {
    String database = URLEncoder.encode(config.databaseOrUser(), StandardCharsets.UTF_8);
    return new Driver().connect("jdbc:postgresql://" + config.place() + "/" + database, properties);
  }

  private Properties properties(Attempt attempt, Encryption encryption) throws SourceFailed {
    var properties = new Properties();
    properties.setProperty("user", config.user());
    if (config.login().password().isPresent()) {
      String password = attempt.reveal(config.login().password().get(), context);
      properties.setProperty("password", password);
    }
    properties.setProperty("ApplicationName", "fivewhys");
    properties.setProperty("socketFactory", AttemptSockets.class.getName());
    properties.setProperty("connectTimeout", "0");
    properties.setProperty("gssEncMode", "disable");
    // Poolers know no statements that outlive a transaction.
    properties.setProperty("prepareThreshold", "0");
    properties.setProperty("maxResultBuffer", "1M");
    if (!encryption.isOff()) {
      // Here, since a driver's own words would not tell a missing file from a foreign certificate.
      encryption.trusted(context);
    }
    switch (encryption.tls()) {
      case OFF -> properties.setProperty("sslmode", "disable");
      case UNVERIFIED -> {
        properties.setProperty("sslmode", "require");
        properties.setProperty("sslfactory", "org.postgresql.ssl.NonValidatingFactory");
      }
      case VERIFY -> {
        properties.setProperty("sslmode", "verify-full");
        encryption
            .caFile()
            .ifPresentOrElse(
                it ->
                    properties.setProperty(
                        "sslrootcert", context.directory().resolve(it).toString()),
                () ->
                    properties.setProperty(
                        "sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory"));
      }
    }
    return properties;
  }

  private ProbeFailed meaning(SQLException thrown, Attempt attempt) throws SourceFailed {
    ProbeFailed failed = PostgresqlFailures.of(thrown, config, attempt);
    boolean unencrypted = config.encryption().isOff() && failed.kind() == FailureKind.NOT_ALLOWED;
    return unencrypted && isLetInEncrypted(attempt)
        ? new ProbeFailed(
            FailureKind.TLS_REQUIRED,
            target() + " lets nobody in without TLS; set tls: verify, or unverified",
            thrown)
        : failed;
  }

  /** The server names no encryption among what it missed, whether or not it would have helped. */
  private boolean isLetInEncrypted(Attempt attempt) throws SourceFailed {
    try (Connection _ = connect(properties(attempt, config.encryption().unverified()))) {
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}
