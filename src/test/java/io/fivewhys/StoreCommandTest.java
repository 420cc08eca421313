package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Terminal;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.database.DatabaseOptions;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.Origin;
import io.fivewhys.store.StoredSnapshots;
import io.fivewhys.trial.TinyRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fivewhys store export|import|backup}, as they are typed. */
class StoreCommandTest {
  private static final Snapshot SNAPSHOT =
      new Snapshot("edge", "shop", SampleDiagnoses.OBSERVED_AT, Duration.ofMinutes(5), List.of());

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Map<String, String> environment, String... arguments) {
    out.reset();
    err.reset();
    return Main.run(
        new Surroundings(
            environment,
            directory,
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Terminal.none(),
            Clock.systemUTC(),
            stop -> {}),
        arguments);
  }

  private int run(String... arguments) {
    return run(Map.of(), arguments);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }

  private Database open(String data) {
    return Database.open(DatabaseOptions.file(directory.resolve(data)), Clock.systemUTC());
  }

  /** Something to save, and its id. */
  private String kept() {
    try (Database database = open("data")) {
      return diagnoses(database)
          .keep(SNAPSHOT, SampleDiagnoses.badRelease("edge"), Origin.POSTED)
          .id();
    }
  }

  private static Diagnoses diagnoses(Database database) {
    var snapshots = Wiring.snapshots(Settings.defaults(), database);
    return new Diagnoses(database, snapshots, database.clock());
  }

  private static void assertHolds(Database database, String id) {
    assertThat(diagnoses(database).get(id)).isPresent();
    assertThat(new StoredSnapshots(database).get(id)).contains(SNAPSHOT);
  }

  @Test
  void fromTheFileToPostgreSqlAndBack() {
    String id = kept();
    assertThat(run("store", "export", "all.gz")).as(said()).isZero();
    assertThat(said()).contains("3 rows of ", "fivewhys.mv.db are in ");

    DatabaseOptions server = DatabaseKind.POSTGRESQL.options(directory);
    var toServer = Map.of("FIVEWHYS_STORE_PASSWORD", server.password().orElseThrow());
    String[] there = {
      "--store.url=" + server.url().orElseThrow().replaceFirst("\\?.*", ""),
      "--store.user=" + server.user().orElseThrow()
    };
    assertThat(run(toServer, "store", "import", "all.gz", there[0], there[1])).as(said()).isZero();
    try (Database database = Database.open(server, Clock.systemUTC())) {
      assertHolds(database, id);
    }

    assertThat(run(toServer, "store", "export", "back.gz", there[0], there[1])).as(said()).isZero();
    assertThat(run("store", "import", "back.gz", "--data.directory=other")).as(said()).isZero();
    try (Database database = open("other")) {
      assertHolds(database, id);
    }
  }

  /** Has a database until its input ends. */
  public static final class Holder {
    public static void main(String[] arguments) throws IOException, InterruptedException {
      var options = DatabaseOptions.file(Path.of(arguments[0]));
      var longestWait = Duration.ofSeconds(60);
      try (Database database = OpenedStore.open(options, Clock.systemUTC(), longestWait)) {
        System.out.println(database.place());
        System.in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  @Test
  void aDatabaseThatAServiceHasIsLeftToIt() throws Exception {
    String id = kept();
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                directory.resolve("data").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(holder.inputReader().readLine()).endsWith("fivewhys.mv.db");

    for (String command : List.of("export", "import", "backup")) {
      Files.deleteIfExists(directory.resolve("file"));
      if (command.equals("import")) {
        Files.createFile(directory.resolve("file"));
      }
      assertThat(run("store", command, "file")).as(said()).isEqualTo(2);
      assertThat(said()).contains("Stop the service first.", "in use by another process");
    }
    write(directory.resolve("rules"));
    assertThat(run("rules", "backtest", "rules", "--against=rules")).isEqualTo(2);
    assertThat(said()).contains("POST /api/v1/rules/backtest");

    holder.getOutputStream().close();
    assertThat(holder.waitFor()).isZero();
    try (Database database = open("data")) {
      assertHolds(database, id);
    }
  }

  private static void write(Path rules) throws IOException {
    for (var file : TinyRules.files().contents().entrySet()) {
      Path path = rules.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  @Test
  void whereNothingWasKeptThereIsNothingToExport() {
    assertThat(run("store", "export", "all.gz")).isEqualTo(2);
    assertThat(said()).contains("no database in data");
    assertThat(directory.resolve("data")).as("only looked for").doesNotExist();
    assertThat(directory.resolve("all.gz")).doesNotExist();

    assertThat(run("store", "import", "all.gz")).isEqualTo(2);
    assertThat(said()).contains("no file");
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void anImportIntoWhatIsInUseIsRefused() {
    kept();
    run("store", "export", "all.gz");

    assertThat(run("store", "import", "all.gz")).isEqualTo(2);
    assertThat(said()).contains("The database is not empty: diagnosis has 1 rows");
    assertThat(run("store", "export", "all.gz")).as("no file is written over").isEqualTo(2);
    assertThat(said()).contains("already");
  }

  @Test
  void aBackupIsTheDatabasesOwnFileAndComesBackByUnpackingIt() throws IOException {
    String id = kept();
    assertThat(run("store", "backup", "saved.zip")).as(said()).isZero();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("saved.zip"))))
        .isEqualTo("rw-------");

    Path restored = Files.createDirectories(directory.resolve("restored"));
    try (var zip = new ZipInputStream(Files.newInputStream(directory.resolve("saved.zip")))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, restored.resolve(entry.getName()));
      }
    }
    try (Database database = open("restored")) {
      assertHolds(database, id);
    }
    assertThat(run("store", "backup", "saved.zip")).as("no file is written over").isEqualTo(2);
  }

  @Test
  void postgreSqlIsSavedByItsOwnTools() {
    assertThat(run("store", "backup", "saved.zip", "--store.url=jdbc:postgresql://127.0.0.1:1/x"))
        .isEqualTo(2);
    assertThat(said()).contains("pg_dump");
  }
}
