package io.fivewhys.database;

import io.fivewhys.database.DatabaseUnavailable.Code;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Brings the tables up to date: the same files for both databases. */
final class Migrations {
  private Migrations() {}

  /**
   * @throws DatabaseUnavailable when the tables are not ours, were made by a newer version, or
   *     cannot be changed
   */
  static void run(DataSource source, DatabaseOptions options) {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:db/migration")
          // The one thing that has no name in common: bytes of any length.
          .placeholders(Map.of("blob", options.isPostgreSql() ? "bytea" : "binary large object"))
          // Those of a newer version count too.
          .ignoreMigrationPatterns(new String[0])
          .failOnMissingLocations(true)
          .load()
          .migrate();
    } catch (FlywayValidateException unfit) {
      throw new DatabaseUnavailable(
          Code.UNFIT,
          options.place()
              + " has tables that do not fit this version; it was made by a newer one, or somebody"
              + " changed it: "
              + SqlFailures.words(unfit),
          unfit);
    } catch (FlywayException failed) {
      throw Database.unavailable(options, failed);
    }
  }
}
