package io.fivewhys;

import static io.fivewhys.http.ServedRules.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.cli.Surroundings;
import io.fivewhys.cli.Terminal;
import io.fivewhys.http.ServedRules;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code fivewhys policy …} as it is typed, with a live service. */
@Timeout(120)
class PolicyCommandTest {
  private static final String AUTO = "rules:\n  - name: all\n    mode: auto";
  private static final String APPROVE = "rules:\n  - name: all\n    mode: approve";

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

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  @Test
  void aPolicyIsCheckedPutInForceShownAndTakenBack() throws IOException {
    write("auto.yaml", AUTO);
    write("approve.yaml", APPROVE);
    assertThat(run("policy", "check", "auto.yaml")).as(complained()).isZero();
    assertThat(printed()).isEqualToIgnoringNewLines("auto.yaml: 1 rules can be used");
    assertThat(run("policy", "show")).isZero();
    assertThat(complained()).contains("everything is only recommended");

    assertThat(run("policy", "set", "auto.yaml", "--reason", "at night")).as(complained()).isZero();
    assertThat(printed()).contains("in force: policy 1");
    assertThat(run("policy", "set", "auto.yaml", "--reason", "again")).isZero();
    assertThat(printed()).contains("unchanged: policy 1");
    assertThat(run("policy", "set", "approve.yaml", "-m", "not yet")).as(complained()).isZero();
    assertThat(service.policy()).isEqualTo(APPROVE);

    assertThat(run("policy", "show")).isZero();
    assertThat(printed().stripTrailing()).isEqualTo(APPROVE);
    assertThat(run("policy", "show", "1")).isZero();
    assertThat(printed().stripTrailing()).isEqualTo(AUTO);

    assertThat(run("policy", "rollback", "1", "--reason", "ready now")).as(complained()).isZero();
    assertThat(service.policy()).isEqualTo(AUTO);
    assertThat(run("policy", "history", "--limit", "2")).isZero();
    assertThat(printed().lines().toList())
        .hasSize(2)
        .first()
        .asString()
        .contains("    3  ", "api", "admin (jo)", "back to 1: ready now");
    assertThat(run("policy", "rollback", "9", "--reason", "x")).isEqualTo(2);
  }

  @Test
  void whatIsWrongIsToldWithItsLine() throws IOException {
    write("bad.yaml", "rules:\n  - name: all\n    mode: automatic\n");
    assertThat(run("policy", "check", "bad.yaml")).isEqualTo(2);
    assertThat(complained()).contains("rules[0].mode (bad.yaml:3)", "auto");
    assertThat(run("policy", "set", "bad.yaml", "-m", "x")).isEqualTo(2);
    assertThat(complained()).contains("rules[0].mode (bad.yaml:3)", "Policy refused: ");
    assertThat(run("policy", "check", "none.yaml")).isEqualTo(2);
    assertThat(run("policy", "set", "bad.yaml")).as("no reason").isEqualTo(2);
    assertThat(service.policy()).isEmpty();
  }

  @Test
  void somebodyElsesChangeIsNotOverwritten() throws IOException {
    write("auto.yaml", AUTO);
    run("policy", "set", "auto.yaml", "-m", "x");
    write("auto.yaml", APPROVE);
    assertThat(run("policy", "set", "auto.yaml", "-m", "x", "--base", "0".repeat(64))).isEqualTo(3);
    assertThat(complained()).contains("Changed meanwhile", "    1  ");
    assertThat(service.policy()).isEqualTo(AUTO);
  }
}
