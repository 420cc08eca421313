package io.fivewhys.store.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.fivewhys.access.OwnerOnly;
import io.fivewhys.database.Database;
import io.fivewhys.diagnose.DiagnosisJson;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Writes every row of every table into a file: gzip'd lines of JSON, a {@link Header}, then each
 * row as an array that begins with the number of its table, then a {@link Header.Footer}. All of it
 * is as it was at one moment.
 */
public final class StoreExport {
  /** A snapshot may have some MB. */
  private static final int ROWS_AT_ONCE = 20;

  private final Database database;
  private final String version;
  private final Clock clock;

  /**
   * @param version of the program
   */
  public StoreExport(Database database, String version, Clock clock) {
    this.database = database;
    this.version = version;
    this.clock = clock;
  }

  /** What was written. */
  public record Written(int tables, long rows, long bytes) {}

  /**
   * @param file made by this, for its owner alone
   * @throws TransferRefused when there is such a file
   * @throws IOException when it cannot be written; then there is none
   * @throws io.fivewhys.database.DatabaseUnavailable when the database cannot be read; the same
   */
  public Written to(Path file) throws IOException {
    try (var channel =
        OwnerOnly.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Written written = database.read(handle -> write(handle.getConnection(), channel));
      channel.force(true);
      OwnerOnly.forceEntryOf(file);
      return new Written(written.tables(), written.rows(), channel.size());
    } catch (FileAlreadyExistsException e) {
      throw new TransferRefused("There is a file " + file + " already; name another.", e);
    } catch (UncheckedIOException e) {
      Files.deleteIfExists(file);
      throw e.getCause();
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private Written write(Connection connection, java.nio.channels.FileChannel channel) {
    try {
      // From the start where a transaction that lost a race is done again.
      channel.truncate(0);
      // Else each table would be read as it is when its turn comes.
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      var digest = MessageDigest.getInstance("SHA-256");
      var gzip =
          new GZIPOutputStream(
              new BufferedOutputStream(Channels.newOutputStream(channel), 64 << 10), 64 << 10);
      var out = new DigestOutputStream(gzip, digest);
      List<Table> tables = Tables.of(connection);
      line(header(connection, tables), out);
      long rows = 0;
      for (int i = 0; i < tables.size(); i++) {
        rows += rows(connection, tables.get(i), i, out);
      }
      out.on(false);
      line(new Header.Footer(rows, HexFormat.of().formatHex(digest.digest())), out);
      out.flush();
      gzip.finish();
      gzip.flush();
      return new Written(tables.size(), rows, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("the tables cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private Header header(Connection connection, List<Table> tables) throws SQLException {
    var headers = new ArrayList<Header.TableHeader>();
    for (Table table : tables) {
      try (var statement = connection.createStatement();
          ResultSet row = statement.executeQuery(table.count())) {
        row.next();
        headers.add(Header.TableHeader.of(table, row.getLong(1)));
      }
    }
    String schema = Tables.schemaVersion(connection);
    return new Header(
        Header.CONTENT, Header.FORMAT, version, schema, clock.instant(), List.copyOf(headers));
  }

  private static void line(Object document, OutputStream out) throws IOException {
    out.write(DiagnosisJson.jsonMapper().writeValueAsBytes(document));
    out.write('\n');
  }

  private static long rows(Connection connection, Table table, int number, OutputStream out)
      throws SQLException, IOException {
    long rows = 0;
    var factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    var line = new ByteArrayOutputStream();
    try (var statement = connection.prepareStatement(table.select())) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          line.reset();
          try (var json = factory.createGenerator(line)) {
            row(row, table, number, json);
          }
          line.write('\n');
          line.writeTo(out);
          rows++;
        }
      }
    }
    return rows;
  }

  private static void row(ResultSet row, Table table, int number, JsonGenerator json)
      throws SQLException, IOException {
    json.writeStartArray();
    json.writeNumber(number);
    for (int i = 1; i <= table.columns().size(); i++) {
      if (row.getObject(i) == null) {
        json.writeNull();
      } else {
        table.columns().get(i - 1).kind().write(row, i, json);
      }
    }
    json.writeEndArray();
  }
}
