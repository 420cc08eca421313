package io.fivewhys;

import static io.fivewhys.http.ServedRules.PATH;
import static io.fivewhys.http.ServedRules.TOKEN;
import static io.fivewhys.http.ServedRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Terminal;
import io.fivewhys.http.ServedRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code fivewhys rules diff|activate|rollback|history} as they are typed, with a live service. */
@Timeout(120)
class ServiceCommandsTest {
  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private ServedRules service;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    service = new ServedRules();
    environment.put("FIVEWHYS_HTTP_PORT", "" + service.port());
    environment.put("FIVEWHYS_ADMIN_TOKEN", TOKEN);
    environment.put("USER", "jo");
  }

  @AfterEach
  void stop() throws InterruptedException {
    assertThat(printed() + complained()).doesNotContain(TOKEN);
    service.close();
  }

  private int run(String... arguments) {
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

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void write(String rules, String path, String text) throws IOException {
    Path file = directory.resolve(rules).resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void activatesADirectoryShowingWhatChangesAndGoesBack() throws IOException {
    String before = service.revision();
    write("mine", PATH, rule("Mine"));
    write("mine", "evidence/pods/more.drl", rule("More"));

    assertThat(run("rules", "activate", "mine", "-m", "mine are better", "--strict"))
        .as(complained())
        .isZero();
    assertThat(printed())
        .contains(
            "files that differ: 2\n  + evidence/pods/more.drl\n  ~ " + PATH,
            "- A pod restarts",
            "+ Mine",
            "activated: revision " + service.revision().substring(0, 12));
    assertThat(service.inForce(PATH)).isEqualTo(rule("Mine"));

    assertThat(run("rules", "history")).isZero();
    assertThat(printed().lines().toList())
        .hasSize(2)
        .first()
        .asString()
        .contains("    2  ", "api", "admin (jo)", "mine are better");

    assertThat(run("rules", "rollback", before.substring(0, 8))).as(complained()).isZero();
    assertThat(service.revision()).isEqualTo(before);
    assertThat(run("rules", "rollback", "00000000")).isEqualTo(2);
    assertThat(complained()).contains("no such revision");
  }

  @Test
  void refusedRulesAreToldLikeACompilerDoesAndNothingChanges() throws IOException {
    String before = service.revision();
    write("mine", PATH, rule("Mine").replace("name ==", "nam =="));

    assertThat(run("rules", "activate", "mine")).isEqualTo(2);
    assertThat(complained()).contains(PATH + ":", "nam", "Rules refused: ").doesNotContain("\tat ");
    assertThat(service.revision()).isEqualTo(before);
    assertThat(run("rules", "activate", "nowhere")).isEqualTo(2);
  }

  @Test
  void aDryRunChangesNothing() throws IOException {
    String before = service.revision();
    write("mine", PATH, rule("Mine"));

    assertThat(run("rules", "activate", "mine", "--dry-run")).isZero();
    assertThat(printed()).contains("passed: revision");
    assertThat(service.revision()).isEqualTo(before);
  }

  @Test
  void somebodyElsesChangeIsNotOverwritten() throws IOException, InterruptedException {
    String before = service.revision();
    write("mine", PATH, rule("Mine"));
    service.put(PATH, rule("Theirs"));

    assertThat(run("rules", "activate", "mine", "--base", before)).isEqualTo(3);
    assertThat(complained()).contains("Changed meanwhile", "admin (Jane)");
    assertThat(service.inForce(PATH)).isEqualTo(rule("Theirs"));
    assertThat(run("rules", "activate", "mine", "--base=*")).isZero();
  }

  @Test
  void comparesDirectoriesRevisionsAndWhatIsInForce() throws IOException, InterruptedException {
    String before = service.revision();
    write("mine", PATH, rule("Mine"));

    assertThat(run("rules", "diff", "mine")).isZero();
    assertThat(printed()).contains("-rule \"A pod restarts\"", "+rule \"Mine\"", "--- a/" + PATH);
    service.put(PATH, rule("Mine"));
    assertThat(run("rules", "diff", "mine")).isZero();
    assertThat(printed()).isEqualTo("no difference\n");
    assertThat(run("rules", "diff", before.substring(0, 10), "mine", "--summary")).isZero();
    assertThat(printed()).contains("~ " + PATH).doesNotContain("--- a/");
    assertThat(run("rules", "diff", before)).isZero();
    assertThat(printed()).contains("-rule \"Mine\"", "+rule \"A pod restarts\"");
    assertThat(run("rules", "diff", "00000000")).isEqualTo(2);
  }

  @Test
  void twoDirectoriesAreComparedWithoutAService() throws Exception {
    service.close();
    write("old", PATH, rule("Old \u001b[2J"));
    write("new", PATH, rule("New"));

    assertThat(run("rules", "diff", "old", "new")).as(complained()).isZero();
    assertThat(printed()).contains("-rule \"Old", "+rule \"New\"").doesNotContain("\u001b");
    assertThat(run("rules", "diff", "new")).isEqualTo(1);
    assertThat(complained()).contains("nothing answers at http://127.0.0.1:", "--url");
    service = new ServedRules();
  }

  @Test
  void theTokenIsFoundInTheDataDirectory() throws IOException {
    environment.remove("FIVEWHYS_ADMIN_TOKEN");
    write("mine", PATH, rule("Mine"));

    assertThat(run("rules", "activate", "mine")).isEqualTo(1);
    assertThat(complained()).contains("No token was found here", "FIVEWHYS_ADMIN_TOKEN");

    Files.createDirectory(directory.resolve("data"));
    OwnFile.write(directory.resolve("data/admin-token"), TOKEN + "\n");
    assertThat(run("rules", "activate", "mine")).as(complained()).isZero();
  }

  @Test
  void aWrongTokenIsNamedSo() throws IOException {
    environment.put("FIVEWHYS_ADMIN_TOKEN", "fw_this-is-another-token");
    write("mine", PATH, rule("Mine"));

    assertThat(run("rules", "activate", "mine")).isEqualTo(1);
    assertThat(complained())
        .contains("This is neither the admin token nor that of a person")
        .doesNotContain("another-");
  }

  @Test
  void theTokenGoesOnlyToTheServiceNamedAndNeverAlongARedirect() throws Exception {
    try (var other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var asked = new StringBuilder();
      var thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var socket = other.accept()) {
                      var bytes = socket.getInputStream().readNBytes(20);
                      asked.append(new String(bytes, StandardCharsets.UTF_8));
                      String redirect =
                          "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/\r\nContent-Length: 0\r\n\r\n"
                              .formatted(service.port());
                      socket.getOutputStream().write(redirect.getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      assertThat(run("rules", "history", "--url=http://127.0.0.1:" + other.getLocalPort()))
          .isEqualTo(1);
      thread.join();
      assertThat(asked.toString()).startsWith("GET /api/v1/rules/");
      assertThat(complained()).contains("302");
    }
    for (String bad : new String[] {"ftp://a", "a", "http://a:b@c", "http://"}) {
      assertThat(run("rules", "history", "--url=" + bad)).as(bad).isEqualTo(2);
    }
  }
}
