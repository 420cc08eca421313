package io.fivewhys.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The file of a service that has no PostgreSQL. */
final class H2File {
  static final String NAME = "fivewhys";

  /** The code of H2 for a file that another process has. */
  static final int IN_USE = 90020;

  private H2File() {}

  /**
   * Speaks as PostgreSQL does. Without WRITE_DELAY=0 a hard stop loses what was committed last. The
   * file is closed when the service closes it, not by a hook of H2's own, which would come before
   * the last writes. A thread that is interrupted while it reads or writes closes the file for all
   * ("retry:" opens it again).
   */
  static String url(Path directory) {
    return "jdbc:h2:retry:file:"
        + directory.toAbsolutePath().resolve(NAME)
        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
        + ";LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1";
  }

  /** Writes what is in memory and gives the file free. */
  static void shutDown(Path directory) throws SQLException {
    try (Connection last = DriverManager.getConnection(url(directory) + ";IFEXISTS=TRUE");
        Statement statement = last.createStatement()) {
      statement.execute("shutdown");
    }
  }
}
