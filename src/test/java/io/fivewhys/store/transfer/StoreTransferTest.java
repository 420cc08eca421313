package io.fivewhys.store.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.SteppedClock;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.HistoryLimits;
import io.fivewhys.store.Origin;
import io.fivewhys.store.Snapshots;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** From each database to the other. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class StoreTransferTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

  /** Every kind of column, numbers that count themselves, and a parent that sorts behind. */
  private static final List<String> MORE_TABLES =
      List.of(
          "create table zz_parent (id bigint generated always as identity primary key,"
              + " name varchar(20) not null)",
          "create table zz_child (id bigint generated always as identity primary key,"
              + " parent_id bigint not null references zz_parent (id), amount numeric(20, 4),"
              + " ratio double precision, small smallint, truth boolean, words varchar(100000),"
              + " at timestamp(6) with time zone)");

  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private final SteppedClock clock = new SteppedClock(NOW);
  private Database source;
  private Database target;
  private Path file;

  @BeforeEach
  void open() {
    file = directory.resolve("export.gz");
    source = opened(kind, "source");
    target = opened(other(), "target");
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  private DatabaseKind other() {
    return kind == DatabaseKind.H2 ? DatabaseKind.POSTGRESQL : DatabaseKind.H2;
  }

  private Database opened(DatabaseKind which, String name) {
    Database database = which.open(directory.resolve(name), Clock.systemUTC());
    MORE_TABLES.forEach(sql -> database.change(handle -> handle.execute(sql)));
    return database;
  }

  private StoreExport.Written export(Database from, Path to) throws IOException {
    return new StoreExport(from, "1.2.3", clock).to(to);
  }

  private static List<String> lines(Path file) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void everyTableComesOverToTheLastByte() throws IOException {
    int tables = source.<Integer>write(handle -> fill(handle.getConnection()));
    StoreExport.Written written = export(source, file);

    StoreImport.Read read = new StoreImport(target).from(file);

    assertThat(tables).isGreaterThanOrEqualTo(6);
    assertThat(written.rows()).isEqualTo(3L * tables);
    assertThat(read).isEqualTo(new StoreImport.Read(tables, written.rows()));
    Path back = directory.resolve("back.gz");
    export(target, back);
    assertThat(lines(back)).as("what the target holds").isEqualTo(lines(file));
  }

  @Test
  void numbersGoOnBehindTheHighest() throws IOException {
    source.change(handle -> handle.execute("insert into zz_parent (name) values ('a'), ('b')"));
    export(source, file);
    new StoreImport(target).from(file);

    target.change(handle -> handle.execute("insert into zz_parent (name) values ('c')"));

    assertThat(
            target.<List<Long>>read(
                it ->
                    it.createQuery("select id from zz_parent order by id")
                        .mapTo(Long.class)
                        .list()))
        .hasSize(3)
        .startsWith(1L, 2L)
        .last()
        .satisfies(id -> assertThat((long) id).isGreaterThan(2));
  }

  @Test
  void diagnosesAndSnapshotsAreReadFromTheOtherDatabase() throws IOException {
    var snapshot = new Snapshot("edge", "shop", NOW.plusNanos(1), Duration.ofMinutes(5), List.of());
    String id =
        diagnoses(source).keep(snapshot, SampleDiagnoses.badRelease("edge"), Origin.POSTED).id();
    export(source, file);
    new StoreImport(target).from(file);

    assertThat(diagnoses(target).get(id)).isEqualTo(diagnoses(source).get(id)).isPresent();
    assertThat(diagnoses(target).snapshotOf(id)).isPresent();
  }

  private Diagnoses diagnoses(Database database) {
    var limits =
        new HistoryLimits(
            9, Duration.ofDays(1), 9, 1 << 20, Duration.ofDays(1), Duration.ofDays(1));
    return new Diagnoses(database, new Snapshots(database, limits, it -> it, clock), clock);
  }

  @Test
  void anEmptyOneComesOverToo() throws IOException {
    export(source, file);

    assertThat(new StoreImport(target).from(file).rows()).isZero();
  }

  @Test
  void theFileIsItsOwnersAloneAndNoOtherIsWrittenOver() throws IOException {
    export(source, file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> export(source, file))
        .isInstanceOf(TransferRefused.class)
        .hasMessageContaining("already");
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void aDatabaseThatHoldsSomethingIsLeftAsItIs() throws IOException {
    export(source, file);
    target.change(handle -> handle.execute("insert into zz_parent (name) values ('here')"));

    assertThatThrownBy(() -> new StoreImport(target).from(file))
        .isInstanceOf(TransferRefused.class)
        .hasMessageContaining("zz_parent has 1 rows");
  }

  @Test
  void tablesOfAnotherVersionAreRefused() throws IOException {
    export(source, file);
    target.change(handle -> handle.execute("alter table zz_child add more varchar(10)"));
    assertThatThrownBy(() -> new StoreImport(target).from(file))
        .isInstanceOf(TransferRefused.class)
        .hasMessageContaining("written by Fivewhys 1.2.3");

    target.change(handle -> handle.execute("alter table zz_child drop column more"));
    target.change(
        handle -> handle.execute("update \"flyway_schema_history\" set \"version\" = '999'"));
    assertThatThrownBy(() -> new StoreImport(target).from(file))
        .isInstanceOf(TransferRefused.class)
        .hasMessageContaining("those of version 999");
  }

  @Test
  void aFileThatIsNotWholeIsRefusedBeforeAnythingIsWritten() throws IOException {
    source.change(handle -> fill(handle.getConnection()));
    export(source, file);
    byte[] whole = Files.readAllBytes(file);
    List<String> lines = lines(file);

    refuses(Arrays.copyOf(whole, whole.length / 2));
    refuses(Arrays.copyOf(whole, whole.length - 4));
    refuses(new byte[0]);
    refuses("{}".getBytes(StandardCharsets.UTF_8));
    refuses(zipped("{\"content\": \"something else\"}\n"));
    refuses(zipped(String.join("\n", lines.subList(0, lines.size() - 1)) + "\n"));
    refuses(zipped(String.join("\n", lines) + "\nmore\n"));
    String changed = String.join("\n", lines).replaceFirst("text-1", "text-2");
    refuses(zipped(changed + "\n"));
    assertThat(new StoreImport(target).from(written(whole)).rows()).isPositive();
  }

  private void refuses(byte[] bytes) throws IOException {
    Path broken = written(bytes);
    assertThatThrownBy(() -> new StoreImport(target).from(broken))
        .isInstanceOf(TransferRefused.class);
  }

  private Path written(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("other.gz"), bytes);
  }

  private static byte[] zipped(String text) throws IOException {
    var out = new java.io.ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)).transferTo(gzip);
    }
    return out.toByteArray();
  }

  @Test
  void aRowThatTheDatabaseRefusesUndoesAll() throws IOException {
    // H2 takes what PostgreSQL does not.
    if (kind == DatabaseKind.POSTGRESQL) {
      return;
    }
    source.change(handle -> handle.execute("insert into zz_parent (name) values ('fine')"));
    source.change(handle -> handle.execute("insert into zz_parent (name) values (?)", "nul\u0000"));
    export(source, file);

    assertThatThrownBy(() -> new StoreImport(target).from(file))
        .isInstanceOf(RuntimeException.class);
    assertThat(
            target.<Long>read(
                it -> it.createQuery("select count(*) from zz_parent").mapTo(Long.class).one()))
        .isZero();
  }

  /**
   * Three rows for every table there is, whoever made it.
   *
   * @return how many tables
   */
  private static int fill(Connection connection) {
    try {
      List<Table> tables = Tables.of(connection);
      for (Table table : tables) {
        for (int row = 1; row <= 3; row++) {
          insert(connection, table, row);
        }
      }
      return tables.size();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void insert(Connection connection, Table table, int number) throws SQLException {
    Map<String, Boolean> nullable = nullable(connection, table);
    Map<String, String> parents = parents(connection, table);
    try (PreparedStatement statement = connection.prepareStatement(table.insert())) {
      for (int i = 1; i <= table.columns().size(); i++) {
        Table.Column column = table.columns().get(i - 1);
        boolean isNull = number == 3 && nullable.get(column.name());
        String parent = parents.get(column.name());
        if (isNull) {
          column.kind().bindNull(statement, i);
        } else if (parent != null) {
          statement.setObject(i, valueOf(connection, parent, number));
        } else {
          bind(statement, i, column, number);
        }
      }
      statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, int i, Table.Column column, int number)
      throws SQLException {
    switch (column.kind()) {
      case TEXT -> statement.setString(i, "text-" + number);
      case BYTES -> statement.setBytes(i, new byte[] {0, (byte) 255, (byte) number});
      case INTEGER -> statement.setLong(i, number);
      case FLOAT -> statement.setDouble(i, number / 3.0);
      case DECIMAL -> statement.setBigDecimal(i, new java.math.BigDecimal("12345678901.2345"));
      case BOOLEAN -> statement.setBoolean(i, number % 2 == 0);
      case TIME ->
          statement.setObject(
              i, OffsetDateTime.of(2026, 1, number, 1, 2, 3, 456_789_000, ZoneOffset.ofHours(5)));
    }
  }

  private static Map<String, Boolean> nullable(Connection connection, Table table)
      throws SQLException {
    var nullable = new HashMap<String, Boolean>();
    try (ResultSet row =
        connection.getMetaData().getColumns(null, connection.getSchema(), table.name(), "%")) {
      while (row.next()) {
        nullable.put(row.getString("COLUMN_NAME"), row.getString("IS_NULLABLE").equals("YES"));
      }
    }
    return nullable;
  }

  /** Which column of which table each column refers to. */
  private static Map<String, String> parents(Connection connection, Table table)
      throws SQLException {
    var parents = new HashMap<String, String>();
    try (ResultSet row =
        connection.getMetaData().getImportedKeys(null, connection.getSchema(), table.name())) {
      while (row.next()) {
        parents.put(
            row.getString("FKCOLUMN_NAME"),
            "select "
                + Table.quoted(row.getString("PKCOLUMN_NAME"))
                + " from "
                + Table.quoted(row.getString("PKTABLE_NAME")));
      }
    }
    return parents;
  }

  private static Object valueOf(Connection connection, String select, int number)
      throws SQLException {
    String sql = select + " order by 1 offset " + (number - 1) + " rows fetch first 1 rows only";
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getObject(1);
    }
  }
}
