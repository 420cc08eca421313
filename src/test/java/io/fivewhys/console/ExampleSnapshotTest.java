package io.fivewhys.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExampleSnapshotTest {
  @Test
  void thePlaygroundsExampleIsTheOneThatTheProgramPrints() throws IOException {
    var module = ConsoleFiles.shipped().find("pages/playground/example.js").orElseThrow();
    String script = new String(module.bytes(), StandardCharsets.UTF_8);
    String literal = script.substring(script.indexOf("= `") + 3, script.lastIndexOf("`;"));

    assertThat(literal.replaceAll("\\\\([\\\\`$])", "$1"))
        .isEqualTo(Files.readString(Path.of("config/example-snapshot.yaml")));
  }
}
