package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Terminal;
import io.fivewhys.database.DatabaseKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CompletableFuture<Runnable> stop = new CompletableFuture<>();
  private String input = "";
  private Terminal terminal = Terminal.none();

  private int run(String... arguments) {
    var clock = Clock.fixed(Instant.parse("2026-03-02T10:10:00Z"), ZoneOffset.UTC);
    return Main.run(
        new Surroundings(
            environment,
            directory,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminal,
            clock,
            stop::complete),
        arguments);
  }

  /** Compiling all of them takes seconds. */
  private void withFewRules() throws IOException {
    var few = Path.of("rules/evidence/nodes/conditions.drl");
    Files.createDirectories(directory.resolve(few).getParent());
    Files.copy(few, directory.resolve(few));
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void helpNamesTheCommandsAndWhereToStart() {
    assertThat(run("--help")).isZero();
    assertThat(printed()).contains("serve", "diagnose", "settings", "example", "Start here:");
  }

  @Test
  void helpOfDiagnoseExplainsOptionsAndExitCodes() {
    assertThat(run("diagnose", "--help")).isZero();
    assertThat(printed())
        .contains("--explain", "--exit-code", "text, json, yaml, markdown", "Exit codes:")
        .doesNotContain("--http.port");
  }

  @Test
  void withoutACommandThereIsHelp() {
    assertThat(run()).isZero();
    assertThat(printed()).contains("Usage: fivewhys");
  }

  @Test
  void theVersionIsNamed() {
    assertThat(run("--version")).isZero();
    assertThat(printed()).startsWith("Fivewhys ");
  }

  @Test
  void anUnknownCommandIsRefusedWithTwo() {
    assertThat(run("diagnos")).isEqualTo(2);
    assertThat(complained()).contains("diagnose").doesNotContain("\tat ");
  }

  @Test
  void settingsArePrintedWithWhereTheyCameFrom() {
    environment.put("FIVEWHYS_LOG_LEVEL", "warn");
    // Kubernetes sets these where a Service is called fivewhys.
    environment.put("FIVEWHYS_SERVICE_HOST", "10.0.0.1");
    environment.put("FIVEWHYS_PORT_8080_TCP_ADDR", "10.0.0.1");
    environment.put("FIVEWHYS_PORT", "tcp://10.0.0.1:8080");

    assertThat(run("settings", "--http.port", "9090")).as(complained()).isZero();
    assertThat(printed())
        .contains("http.port=9090\n    flag --http.port;")
        .contains("log.level=warn\n    environment variable FIVEWHYS_LOG_LEVEL; one of error")
        .contains("history.size=20000\n    config/fivewhys.yaml inside the program:");
  }

  @Test
  void theSettingsOfTheWorkingDirectoryWinOverTheProgramsOwn() throws IOException {
    Files.createDirectory(directory.resolve("config"));
    Files.writeString(directory.resolve("config/fivewhys.yaml"), "http: {port: 9091}");
    Files.writeString(directory.resolve("other.yaml"), "http: {port: 9092}");

    run("settings");
    assertThat(printed()).contains("http.port=9091\n    config/fivewhys.yaml:1;");
    environment.put("FIVEWHYS_CONFIG", "other.yaml");
    run("settings");
    assertThat(printed()).contains("http.port=9092\n    other.yaml:1;");
    out.reset();
    run("settings", "--config", "config/fivewhys.yaml");
    assertThat(printed()).contains("http.port=9091");
  }

  @Test
  void wrongSettingsStopEveryCommandWithAllProblems() {
    environment.put("FIVEWHYS_HTTP_PRT", "1");

    assertThat(run("serve", "--http.prot=1", "--http.port=x", "--log.level=info", "extra"))
        .isEqualTo(2);
    assertThat(complained())
        .isEqualTo(
            """
            4 settings cannot be used:
              --http.prot (argument): found an argument that serve does not know; allowed: see \
            fivewhys serve --help and fivewhys settings; did you mean --http.port?
              extra (argument): found an argument that serve does not know; allowed: see \
            fivewhys serve --help and fivewhys settings
              FIVEWHYS_HTTP_PRT (environment): found a variable that sets nothing; allowed: the \
            variables of the settings; did you mean FIVEWHYS_HTTP_PORT?
              http.port (flag --http.port): found "x"; allowed: a whole number from 0 to 65535
            """);
  }

  @Test
  void aSettingsFileThatIsNotThereIsNamed() {
    assertThat(run("serve", "--config=nowhere.yaml")).isEqualTo(2);
    assertThat(complained()).contains("config (flag --config): found \"nowhere.yaml\"");
  }

  @Test
  void aSnapshotThatIsNotThereIsNamed() {
    assertThat(run("diagnose", "nowhere.yaml")).isEqualTo(2);
    assertThat(complained()).startsWith("Cannot read nowhere.yaml;").doesNotContain("\tat ");
    assertThat(run("diagnose", ".")).isEqualTo(2);
    assertThat(complained()).contains(". is a directory;");
  }

  @Test
  void aWrongSnapshotIsRefusedWithAllProblemsAndTheirPlaces() {
    input = "gateway: g\nfacts:\n- {kind: Podd, name: x}\n- {kind: Pod, nam: \"\\e[2J\"}\n";

    assertThat(run("diagnose", "-")).isEqualTo(2);
    assertThat(complained())
        .startsWith("The snapshot cannot be used:\n  /facts/0/kind: found \"Podd\"; allowed: ")
        .contains("did you mean Pod?", "/facts/1/nam: found ", "did you mean name?")
        .doesNotContain("\u001B", "\tat ");
  }

  @Test
  void theExampleIsDiagnosedAndTheSameEveryTime() {
    run("example");
    input = printed();
    out.reset();

    assertThat(run("diagnose", "-", "--exit-code", "--output=json")).as(complained()).isEqualTo(3);
    String first = printed();
    assertThat(first).contains("\"category\" : \"deployment_issue\"");
    out.reset();
    assertThat(run("diagnose", "-", "-o", "JSON")).isZero();
    assertThat(printed()).isEqualTo(first);
  }

  @Test
  void colourIsForTerminalsUnlessNoColorOrAFlagSaysOtherwise() throws IOException {
    withFewRules();
    input = "{\"gateway\": \"g\", \"facts\": []}";
    run("diagnose", "-");
    assertThat(printed()).startsWith("INCONCLUSIVE\n").doesNotContain("\u001B");

    out.reset();
    terminal = new Terminal(true, 80);
    run("diagnose", "-");
    assertThat(printed()).contains("\u001B[1;33mINCONCLUSIVE");

    out.reset();
    environment.put("NO_COLOR", "1");
    run("diagnose", "-");
    assertThat(printed()).doesNotContain("\u001B");

    out.reset();
    run("diagnose", "-", "--color=always");
    assertThat(printed()).contains("\u001B");
  }

  @Test
  void aRulesDirectoryThatWasAskedForMustExist() {
    input = ShippedFiles.EXAMPLE.text();
    assertThat(run("diagnose", "--rules.directory=nowhere", "-")).isEqualTo(2);
    assertThat(complained()).contains("rules.directory: there is no directory nowhere");
  }

  @Test
  void theExampleIsTheFileOfTheRepository() throws IOException {
    assertThat(run("example")).isZero();
    assertThat(printed()).isEqualTo(Files.readString(Path.of(ShippedFiles.EXAMPLE.path())));
  }

  @Test
  void servingOthersWithoutAConfiguredTokenIsRefusedAndSaysWhatToSet() throws IOException {
    // One that was made for this machine alone does not count.
    Files.createDirectory(directory.resolve("data"));
    OwnFile.write(directory.resolve("data/admin-token"), "fw_0123456789abcdef0123456789");
    for (String wide : new String[] {"0.0.0.0", "::", "192.0.2.1"}) {
      assertThat(run("serve", "--http.port=0", "--http.host=" + wide)).isEqualTo(2);
    }
    assertThat(complained())
        .contains(
            "http.host 0.0.0.0 can be reached by others",
            "export FIVEWHYS_ADMIN_TOKEN=",
            "access.admin-token-file")
        .doesNotContain("fw_0123");
    assertThat(printed()).isEmpty();
  }

  @Test
  void aTokenThatCouldBeGuessedIsRefusedWithoutBeingPrinted() {
    environment.put("FIVEWHYS_ADMIN_TOKEN", "guess-me");

    assertThat(run("serve", "--http.port=0")).isEqualTo(2);
    assertThat(complained()).contains("FIVEWHYS_ADMIN_TOKEN", "20").doesNotContain("guess-me");
  }

  @Test
  void settingsNeverPrintTheToken() {
    environment.put("FIVEWHYS_ADMIN_TOKEN", "fw_this-is-a-secret-0123456789");

    assertThat(run("settings", "--access.admin-token-file=/run/secrets/fivewhys")).isZero();
    assertThat(printed())
        .contains("access.admin-token-file=/run/secrets/fivewhys", "access.anonymous=metrics")
        .doesNotContain("this-is-a-secret");
    assertThat(run("settings", "--access.admin-token=fw_this-is-a-secret-0123456789")).isEqualTo(2);
    assertThat(complained()).doesNotContain("this-is-a-secret");
  }

  @Test
  void aDatabaseThatCannotBeUsedEndsTheStartInAWord() {
    String real = DatabaseKind.POSTGRESQL.options(directory).url().orElseThrow();
    String unknown = real.replaceFirst("/t[0-9a-f]+.*", "/of_nobody");

    assertThat(run("serve", "--http.port=0", "--store.url=" + unknown, "--store.user=postgres"))
        .isEqualTo(1);
    assertThat(complained())
        .startsWith("Failed: jdbc:postgresql://")
        .contains("of_nobody")
        .doesNotContain("\tat ");
  }

  @Test
  void serveSaysWhereItListensAndHowToTryAndStopsWhenAsked() throws Exception {
    withFewRules();
    var exit = CompletableFuture.supplyAsync(() -> run("serve", "--http.port=0"));
    CompletableFuture.anyOf(stop, exit).get(60, TimeUnit.SECONDS);
    assertThat(stop).as(complained()).isDone();
    var stopping = stop.get();
    // The greeting follows; the service answers already.
    var port = Pattern.compile("listens on http://127.0.0.1:(\\d+)");
    while (!printed().contains("Ctrl-C")) {
      assertThat(exit).isNotDone();
      Thread.onSpinWait();
    }
    assertThat(printed()).contains("curl -sS -H 'Content-Type: application/yaml'");
    var kept = directory.resolve("data/admin-token");
    assertThat(printed()).contains(kept + ": " + Files.readString(kept).strip());
    assertThat(complained()).doesNotContain(Files.readString(kept).strip());
    var match = port.matcher(printed());
    assertThat(match.find()).isTrue();

    try (var client = HttpClient.newHttpClient()) {
      var ready = URI.create("http://127.0.0.1:" + match.group(1) + "/health/ready");
      var answer =
          client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
    }
    stopping.run();
    assertThat(exit.get(60, TimeUnit.SECONDS)).isZero();
  }
}
