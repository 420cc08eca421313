package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Terminal;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.database.DatabaseOptions;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.read.SnapshotWriter;
import io.fivewhys.revision.CheckReport;
import io.fivewhys.revision.Head;
import io.fivewhys.revision.Revision;
import io.fivewhys.revision.SourceState;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.store.Diagnoses;
import io.fivewhys.store.Origin;
import io.fivewhys.store.SqlRevisions;
import io.fivewhys.trial.TinyRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fivewhys rules backtest}, as it is typed. */
class RulesBacktestCommandTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Main.run(
        new Surroundings(
            Map.of(),
            directory,
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Terminal.none(),
            Clock.systemUTC(),
            stop -> {}),
        arguments);
  }

  private void write(String place, RuleFiles files) throws IOException {
    for (var file : files.contents().entrySet()) {
      Path path = directory.resolve(place).resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    write("before", TinyRules.files());
    write("after", TinyRules.withoutRetries().files());
    Path incidents = Files.createDirectories(directory.resolve("incidents"));
    var writer = new SnapshotWriter();
    Files.write(incidents.resolve("load.json"), writer.toBytes(TinyRules.snapshot("/load")));
    Files.write(incidents.resolve("retry.json"), writer.toBytes(TinyRules.snapshot("/retry")));
  }

  @Test
  void showsWhatChangesAndEndsWithOneWhenThatIsMoreThanAllowed() {
    assertThat(run("rules", "backtest", "after", "--against", "before", "--snapshots", "incidents"))
        .as(err.toString(StandardCharsets.UTF_8))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("retry.json", "set retries to 0", "1 of 2 diagnoses change, 1 of them");

    assertThat(
            run(
                "rules",
                "backtest",
                "after",
                "--against=before",
                "--snapshots=incidents",
                "--max-changes=0"))
        .isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("FAILED", "allowed are 0");
  }

  @Test
  void comparesWithWhatIsInForceWhereTheServiceHasKeptIt() {
    var files = TinyRules.files();
    try (var database = DatabaseKind.H2.open(directory.resolve("data"))) {
      var revision =
          new Revision(
              files.revision(),
              1,
              Optional.empty(),
              Revision.Origin.API,
              "alice",
              "",
              Instant.EPOCH,
              new CheckReport(List.of()));
      var source = new SourceState(Revision.Origin.SHIPPED, "s", files.revision());
      new SqlRevisions(database, 10).advance(0, new Head(1, revision, source), List.of(files));
    }

    for (String against : List.of("", "--against=" + files.revision().substring(0, 12))) {
      out.reset();
      String[] typed = {"rules", "backtest", "after", "--snapshots=incidents", against};
      assertThat(run(against.isEmpty() ? Arrays.copyOf(typed, 4) : typed))
          .as(err.toString(StandardCharsets.UTF_8))
          .isZero();
      assertThat(out.toString(StandardCharsets.UTF_8)).contains("1 of 2 diagnoses change");
    }
  }

  @Test
  void printsJsonForScripts() throws IOException {
    run(
        "rules",
        "backtest",
        "after",
        "--against=before",
        "--snapshots=incidents",
        "--limit=1",
        "-o",
        "json");

    var json = new ObjectMapper().readTree(out.toByteArray());
    assertThat(json.get("compared").asInt()).isEqualTo(1);
    assertThat(json.get("passed").asBoolean()).isTrue();
  }

  @Test
  void nothingRecordedIsSaidAndIsNoFailure() {
    assertThat(run("rules", "backtest", "after", "--against=before", "--max-changes=0")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("nothing to compare with");
    assertThat(directory.resolve("data")).as("only looked for").doesNotExist();
  }

  @Test
  void whatTheServiceKeptIsComparedUnlessFilesAreNamed() {
    try (var database =
        Database.open(DatabaseOptions.file(directory.resolve("data")), Clock.systemUTC())) {
      var snapshots = Wiring.snapshots(Settings.defaults(), database);
      var diagnoses = new Diagnoses(database, snapshots, database.clock());
      for (String route : List.of("/load", "/retry")) {
        diagnoses.keep(
            TinyRules.snapshot(route), SampleDiagnoses.badRelease("edge"), Origin.POSTED);
      }
    }

    assertThat(run("rules", "backtest", "after", "--against=before"))
        .as(err.toString(StandardCharsets.UTF_8))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("1 of 2 diagnoses change");
  }

  @Test
  void aFileThatWasNamedAndCannotBeReadIsWrongInput() throws IOException {
    Files.writeString(directory.resolve("incidents/broken.json"), "{\"gateway\":");

    assertThat(run("rules", "backtest", "after", "--against=before", "--snapshots=incidents"))
        .isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("left out broken.json");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("1 of 2 diagnoses change");
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThat(run("rules", "backtest", "nowhere", "--against=before")).isEqualTo(2);
    assertThat(run("rules", "backtest", "after", "--against=12345678")).isEqualTo(2);
    assertThat(run("rules", "backtest", "after", "--against=before", "--snapshots=nowhere"))
        .isEqualTo(2);
    assertThat(run("rules", "backtest", "after", "--limit=0")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("There is no directory nowhere", "12345678", "--snapshots", "--limit");
  }
}
