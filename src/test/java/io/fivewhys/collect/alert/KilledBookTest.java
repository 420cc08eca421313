package io.fivewhys.collect.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.database.DatabaseOptions;
import io.fivewhys.store.SqlJournals;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that keeps alerts is killed in the middle of it, again and again. */
@Timeout(300)
@ParameterizedClass
@EnumSource
class KilledBookTest {
  private static final int KILLS = 3;
  private static final AlertLimits LIMITS =
      new AlertLimits(Duration.ofHours(1), Duration.ofHours(9), 100_000);

  @TempDir Path data;

  @Parameter DatabaseKind kind;
  private DatabaseOptions options;

  @BeforeEach
  void choose() {
    options = kind.options(data);
  }

  private static AlertBook open(Database database) {
    return new AlertBook(new SqlJournals(database), LIMITS, Clock.systemUTC());
  }

  private static DatabaseOptions options(String url, Path data) {
    if (url.isEmpty()) {
      return DatabaseOptions.file(data);
    }
    return new DatabaseOptions(
        Optional.of(url),
        Optional.of("postgres"),
        Optional.of("postgres"),
        data,
        2,
        Duration.ofSeconds(10));
  }

  /** Keeps one alert after the other, and names each once it is kept. */
  static final class Keeper {
    private Keeper() {}

    public static void main(String[] arguments) throws IOException {
      var book =
          open(Database.open(options(arguments[2], Path.of(arguments[0])), Clock.systemUTC()));
      var startsAt = Instant.now();
      // As long as somebody listens.
      for (int i = 0; !System.out.checkError(); i++) {
        String name = arguments[1] + "-" + i;
        // Long enough that a kill falls into a line, and that the lines are replaced now and then.
        var alert = Deliveries.withSummary(Deliveries.firing(name, startsAt), "x".repeat(20_000));
        book.record(Deliveries.of(alert));
        System.out.println(name + " fires;");
        if (i % 3 == 0) {
          book.record(Deliveries.of(Deliveries.resolved(name, startsAt, Instant.now())));
          System.out.println(name + " ended;");
        }
      }
    }
  }

  @Test
  void everyAlertThatWasAcknowledgedIsFoundAgain() throws Exception {
    var random = new Random(7);
    Set<String> acknowledged = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      acknowledged.addAll(killedAfter(1 + random.nextInt(20), "life" + kill));

      Map<String, Boolean> found = found();

      for (String line : acknowledged) {
        String name = line.split(" ")[0];
        assertThat(found).as("after kill " + kill).containsKey(name);
        if (line.endsWith(" ended;")) {
          assertThat(found.get(name)).as(name + " still fires").isFalse();
        }
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(KILLS);
  }

  private Map<String, Boolean> found() {
    try (var database = Database.open(options, Clock.systemUTC())) {
      return open(database).all().stream()
          .collect(Collectors.toMap(KeptAlert::name, KeptAlert::fires));
    }
  }

  /** What it had acknowledged by the time it was dead. */
  private List<String> killedAfter(int lines, String life) throws Exception {
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
                life,
                options.url().orElse(""))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      var acknowledged = new ArrayList<String>();
      for (int i = 0; i < lines; i++) {
        acknowledged.add(out.readLine());
      }
      // By its handle: the process itself would close its output, too.
      process.toHandle().destroyForcibly();
      // What was on its way when it died counts too.
      out.lines().forEach(acknowledged::add);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return acknowledged.stream().filter(it -> it != null && it.endsWith(";")).toList();
    }
  }
}
