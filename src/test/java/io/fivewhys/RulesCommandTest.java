package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fivewhys rules check} and {@code fivewhys rules test}, as they are typed. */
class RulesCommandTest {
  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
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

  private void copy(String folder) throws IOException {
    try (var files = Files.list(Path.of("rules", folder))) {
      for (var file : files.toList()) {
        Files.createDirectories(directory.resolve(file).getParent());
        Files.copy(file, directory.resolve(file));
      }
    }
  }

  @Test
  void withoutASubcommandItShowsThem() {
    assertThat(run("rules")).isZero();
    assertThat(printed()).contains("check", "rules/README.md");
  }

  @Test
  void checkTakesTheDirectoryOfTheSettings() throws IOException {
    copy("evidence/nodes");
    Files.move(directory.resolve("rules"), directory.resolve("others"));
    assertThat(run("rules", "check", "--rules.directory=others")).isZero();
    assertThat(printed()).contains("others: ");
  }

  @Test
  void aDirectoryThatIsNotThereIsRefused() {
    assertThat(run("rules", "check", "nowhere")).isEqualTo(2);
    assertThat(complained()).contains("There is no directory nowhere");
  }

  @Test
  void anUnknownArgumentIsRefused() {
    assertThat(run("rules", "check", "--strickt")).isEqualTo(2);
    assertThat(complained()).contains("--strickt");
  }
}
