package io.fivewhys.store.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what a {@link StoreExport} read into a database that is empty, of either kind, all or
 * nothing. The file is read twice: nothing is written before it is known to be whole.
 */
public final class StoreImport {
  private static final int ROWS_AT_ONCE = 50;
  private static final long CHARS_AT_ONCE = 8L << 20;

  /** Numbers that were given out and deleted again shall not come again. */
  private static final long GAP = 1_000;

  private final Database database;

  public StoreImport(Database database) {
    this.database = database;
  }

  /** What was read. */
  public record Read(int tables, long rows) {}

  /**
   * @throws TransferRefused when the file is not whole, or the database is not empty, or its tables
   *     are of another version
   * @throws IOException when the file cannot be read
   * @throws io.fivewhys.database.DatabaseUnavailable when the database cannot be written
   */
  public Read from(Path path) throws IOException {
    var file = new ExportFile(path);
    Header header = file.header();
    List<Table> tables = database.read(handle -> fitting(handle.getConnection(), header, path));
    long[] highest = new long[tables.size()];
    file.read(
        (table, row) -> highest[table] = Math.max(highest[table], identity(tables, table, row)));
    // Apart from the rows: H2 ends a transaction with it. An empty table is not harmed.
    database.change(handle -> countOn(handle.getConnection(), tables, highest));
    try {
      return database.write(handle -> write(handle.getConnection(), file, header, tables, path));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static List<Table> fitting(Connection connection, Header header, Path path) {
    try {
      String schema = Tables.schemaVersion(connection);
      List<Table> tables = Tables.of(connection);
      var known = tables.stream().map(it -> Header.TableHeader.of(it, 0)).toList();
      var given =
          header.tables().stream()
              .map(it -> new Header.TableHeader(it.name(), 0, it.columns()))
              .toList();
      boolean isSame =
          schema.equals(header.schema()) && known.containsAll(given) && given.containsAll(known);
      if (!isSame) {
        throw new TransferRefused(
            path
                + " holds tables of version "
                + header.schema()
                + ", written by Fivewhys "
                + header.version()
                + "; the database has those of version "
                + schema
                + ". Export and import with the same version of Fivewhys, and update then.");
      }
      mustBeEmpty(connection, tables);
      // In the order of the file: both databases may sort names in ways of their own.
      return given.stream()
          .map(it -> tables.stream().filter(its -> its.name().equals(it.name())).findFirst())
          .map(java.util.Optional::orElseThrow)
          .toList();
    } catch (SQLException e) {
      throw new IllegalStateException("the tables cannot be read", e);
    }
  }

  private static void mustBeEmpty(Connection connection, List<Table> tables) throws SQLException {
    for (Table table : tables) {
      try (var statement = connection.createStatement();
          ResultSet row = statement.executeQuery(table.count())) {
        row.next();
        if (row.getLong(1) > 0) {
          throw new TransferRefused(
              "The database is not empty: "
                  + table.name()
                  + " has "
                  + row.getLong(1)
                  + " rows. Import into a new one, before the service is started on it.");
        }
      }
    }
  }

  private static long identity(List<Table> tables, int number, JsonNode row) {
    Table table = tables.get(number);
    return table
        .identity()
        .map(it -> row.path(table.columns().indexOf(it) + 1).asLong())
        .orElse(0L);
  }

  private static void countOn(Connection connection, List<Table> tables, long[] highest) {
    for (int i = 0; i < tables.size(); i++) {
      Table table = tables.get(i);
      if (table.identity().isPresent()) {
        try (var statement = connection.createStatement()) {
          statement.execute(
              "alter table %s alter column %s restart with %d"
                  .formatted(
                      Table.quoted(table.name()),
                      Table.quoted(table.identity().get().name()),
                      highest[i] + GAP));
        } catch (SQLException e) {
          throw new IllegalStateException("the numbers of " + table.name() + " cannot be set", e);
        }
      }
    }
  }

  private static Read write(
      Connection connection, ExportFile file, Header header, List<Table> tables, Path path) {
    fitting(connection, header, path);
    var writers = new ArrayList<Writer>();
    try {
      for (Table table : tables) {
        writers.add(new Writer(table, connection.prepareStatement(table.insert())));
      }
      var last = new int[] {0};
      file.read(
          (table, row) -> {
            if (table != last[0]) {
              // What refers to others comes after them, in the database too.
              writers.get(last[0]).flush();
              last[0] = table;
            }
            writers.get(table).add(row);
          });
      long rows = 0;
      for (Writer writer : writers) {
        writer.flush();
        rows += writer.rows;
      }
      return new Read(tables.size(), rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("the tables cannot be written", e);
    } finally {
      writers.forEach(Writer::close);
    }
  }

  /** Writes the rows of one table, some at a time. */
  private static final class Writer {
    private final Table table;
    private final PreparedStatement statement;
    private int waiting;
    private long waitingChars;
    long rows;

    Writer(Table table, PreparedStatement statement) {
      this.table = table;
      this.statement = statement;
    }

    void add(JsonNode row) throws IOException {
      if (row.size() != table.columns().size() + 1) {
        throw new TransferRefused("A row of " + table.name() + " has too many values or too few.");
      }
      try {
        for (int i = 1; i < row.size(); i++) {
          Kind kind = table.columns().get(i - 1).kind();
          if (row.get(i).isNull()) {
            kind.bindNull(statement, i);
          } else {
            kind.bind(statement, i, row.get(i));
            waitingChars += row.get(i).asText().length();
          }
        }
        statement.addBatch();
      } catch (SQLException e) {
        throw new IllegalStateException("a row of " + table.name() + " cannot be written", e);
      }
      rows++;
      if (++waiting == ROWS_AT_ONCE || waitingChars > CHARS_AT_ONCE) {
        flush();
      }
    }

    void flush() {
      if (waiting == 0) {
        return;
      }
      try {
        statement.executeBatch();
        waiting = 0;
        waitingChars = 0;
      } catch (SQLException e) {
        throw new IllegalStateException("rows of " + table.name() + " cannot be written", e);
      }
    }

    void close() {
      try {
        statement.close();
      } catch (SQLException e) {
        // The transaction has ended, one way or the other.
      }
    }
  }
}
