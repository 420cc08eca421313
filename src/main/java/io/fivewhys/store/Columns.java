package io.fivewhys.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads columns whose values are not what JDBC gives. */
final class Columns {
  private Columns() {}

  static Optional<Instant> time(ResultSet row, String column, StatementContext context)
      throws SQLException {
    return Optional.ofNullable(
        context.findColumnMapperFor(Instant.class).orElseThrow().map(row, column, context));
  }
}
