package io.fivewhys.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Instants as {@code timestamp with time zone}, whatever zone the machine is in; to the
 * microsecond.
 */
final class Instants extends AbstractArgumentFactory<Instant> implements ColumnMapper<Instant> {
  private Instants() {
    super(Types.TIMESTAMP_WITH_TIMEZONE);
  }

  static void register(Jdbi jdbi) {
    var instants = new Instants();
    jdbi.registerArgument(instants);
    jdbi.registerColumnMapper(Instant.class, instants);
  }

  @Override
  protected Argument build(Instant value, ConfigRegistry config) {
    // More digits than both databases keep would make what is read differ from what was written.
    var time = value.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    return (position, statement, _) -> statement.setObject(position, time);
  }

  @Override
  public Instant map(ResultSet row, int column, StatementContext context) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
