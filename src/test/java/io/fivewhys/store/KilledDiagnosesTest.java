package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.database.DatabaseOptions;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.diagnose.SampleDiagnoses;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What was acknowledged is there after a {@code kill -9}, to the byte. */
@ParameterizedClass
@EnumSource
@Timeout(120)
class KilledDiagnosesTest {
  private static final HistoryLimits LIMITS =
      new HistoryLimits(
          1_000_000,
          Duration.ofDays(90),
          100_000,
          1L << 30,
          Duration.ofDays(30),
          Duration.ofDays(400));

  @Parameter DatabaseKind kind;
  @TempDir Path data;

  /** Keeps one after the other until it is killed, and says each when it is kept. */
  public static final class Keeper {
    public static void main(String[] arguments) {
      var options = options(Path.of(arguments[0]), arguments[1]);
      int number = Integer.parseInt(arguments[2]);
      try (Database database = Database.open(options, Clock.systemUTC())) {
        var diagnoses = diagnoses(database);
        // As long as somebody listens.
        while (!System.out.checkError()) {
          Diagnosis kept =
              diagnoses.keep(
                  StoreTest.withLog(number++, 50),
                  SampleDiagnoses.badRelease("edge"),
                  Origin.POSTED);
          System.out.println(
              new String(DiagnosisJson.json(kept), StandardCharsets.UTF_8) + "\t" + (number - 1));
          System.out.flush();
        }
      }
    }
  }

  private static DatabaseOptions options(Path directory, String url) {
    return url.isEmpty()
        ? DatabaseOptions.file(directory)
        : new DatabaseOptions(
            Optional.of(url),
            Optional.of("postgres"),
            Optional.of("postgres"),
            directory,
            4,
            Duration.ofSeconds(10));
  }

  private static Diagnoses diagnoses(Database database) {
    var clock = Clock.systemUTC();
    return new Diagnoses(database, new Snapshots(database, LIMITS, fact -> fact, clock), clock);
  }

  @Test
  void everythingAcknowledgedIsThere() throws Exception {
    DatabaseOptions options = kind.options(data);
    var acknowledged = new ArrayList<String>();
    for (int life = 0; life < 3; life++) {
      acknowledged.addAll(killedAfter(20 + 10 * life, options, acknowledged.size()));
    }

    try (Database database = Database.open(options, Clock.systemUTC())) {
      var diagnoses = diagnoses(database);
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(90);
      for (String line : acknowledged) {
        String json = line.substring(0, line.indexOf('\t'));
        String id = DiagnosisJson.jsonMapper().readTree(json).path("id").asText();
        int number = Integer.parseInt(line.substring(line.indexOf('\t') + 1));
        assertThat(diagnoses.get(id).map(DiagnosisJson::json).map(KilledDiagnosesTest::text))
            .contains(json);
        assertThat(diagnoses.snapshotOf(id).map(it -> it.facts()))
            .contains(StoreTest.withLog(number, 50).facts());
      }
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private List<String> killedAfter(int lines, DatabaseOptions options, int number)
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Keeper.class.getName(),
                data.toString(),
                options.url().orElse(""),
                Integer.toString(number))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      var acknowledged = new ArrayList<String>();
      for (int i = 0; i < lines; i++) {
        acknowledged.add(out.readLine());
      }
      // By its handle: the process itself would close its output, too.
      process.toHandle().destroyForcibly();
      // What was on its way when it died counts too; the last line may be cut off.
      out.lines().forEach(acknowledged::add);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return acknowledged.stream().filter(it -> it != null && it.matches(".*\t\\d+")).toList();
    }
  }
}
