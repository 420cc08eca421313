package io.fivewhys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import javax.xml.parsers.DocumentBuilderFactory;
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
  void whatACommandCompilesIsKeptBesideWhatTheServiceKeeps() throws IOException {
    anotherRule();
    Files.createDirectory(directory.resolve("data"));

    assertThat(run("rules", "check")).isZero();

    try (var kept = Files.list(directory.resolve("data/compiled"))) {
      assertThat(kept).hasSize(1).allMatch(it -> it.toString().endsWith(".unit"));
    }
  }

  @Test
  void noCommandMakesADataDirectoryForTheService() throws IOException {
    anotherRule();

    assertThat(run("rules", "check")).isZero();

    assertThat(directory.resolve("data")).doesNotExist();
  }

  private void anotherRule() throws IOException {
    Path file = directory.resolve("rules/evidence/other/other.drl");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        package rules.evidence.other;

        import io.fivewhys.fact.*;
        import io.fivewhys.inference.*;

        agenda-group "evidence"

        rule "A node is under pressure, as no shipped rule says it"
        when
          $n : NodeCondition( underPressure )
        then
          insertLogical( Finding.of("pressed", $n.node(), Words.of("{} is", $n.node()), $n) );
        end
        """);
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

  @Test
  void checkNamesEveryProblemOfRulesAndCasesWithItsPlace() throws IOException {
    copy("evidence/nodes");
    var rules = directory.resolve("rules/evidence/nodes/conditions.drl");
    Files.writeString(rules, Files.readString(rules).replace("NodeCondition( notReady", "Nope( a"));
    var cases = directory.resolve("rules/evidence/nodes/cases.yaml");
    Files.writeString(cases, Files.readString(cases).replaceFirst("concludes", "con\u202e"));

    assertThat(run("rules", "check")).isEqualTo(2);
    assertThat(printed())
        .contains("evidence/nodes/cases.yaml:12:5: unknown key", "Nope", "conditions.drl:")
        .doesNotContain("\u202e");

    out.reset();
    assertThat(run("rules", "check", "--output", "json")).isEqualTo(2);
    var json = new ObjectMapper().readTree(printed());
    assertThat(json.get("usable").asBoolean()).isFalse();
    assertThat(json.get("problems")).anyMatch(it -> it.get("line").asInt() == 12);
    assertThat(printed()).doesNotContain("\u202e");

    assertThat(run("rules", "test")).as("the same stops the test").isEqualTo(2);
    assertThat(complained()).contains("cases.yaml:12:5", "Nope");
  }

  @Test
  void testRunsCasesAndTellsByItsExitCodeHowTheyWent() throws Exception {
    copy("evidence/nodes");
    assertThat(run("rules", "test", "--strict", "--coverage", "--junit", "out/rules.xml"))
        .as(printed() + complained())
        .isZero();
    assertThat(printed()).contains(" passed, 0 failed, 0 errors; ", "Coverage: 100.0 %");
    var junit =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(directory.resolve("out/rules.xml").toFile());
    assertThat(junit.getDocumentElement().getAttribute("failures")).isEqualTo("0");

    var cases = directory.resolve("rules/evidence/nodes/cases.yaml");
    Files.writeString(
        cases,
        Files.readString(cases)
            + "  - {name: a failing one, facts: [], concludes: A node is not ready}\n");
    out.reset();
    assertThat(run("rules", "test")).isEqualTo(1);
    assertThat(printed()).contains("FAILED evidence/nodes/cases.yaml:", "a failing one");

    out.reset();
    assertThat(run("rules", "test", "--run", "a failing", "--output", "json")).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(printed()).at("/results/0/name").asText())
        .isEqualTo("a failing one");

    out.reset();
    assertThat(run("rules", "test", "--run", "a failing", "--output", "junit")).isEqualTo(1);
    assertThat(printed()).startsWith("<?xml").contains("<failure ");
  }

  @Test
  void selectingNothingIsAnErrorAndNeverAllPassed() throws IOException {
    copy("evidence/nodes");
    assertThat(run("rules", "test", "--run", "no such case")).isEqualTo(2);
    assertThat(complained()).contains("--run selects none of the");
    assertThat(run("rules", "test", "--run", "a(")).isEqualTo(2);
    assertThat(complained()).contains("no RE2 expression");

    Files.delete(directory.resolve("rules/evidence/nodes/cases.yaml"));
    assertThat(run("rules", "test")).isEqualTo(2);
    assertThat(complained()).contains("There is no case");
  }

  @Test
  void strictDemandsBothKindsOfCaseOfEachRule() throws IOException {
    copy("evidence/nodes");
    var cases = directory.resolve("rules/evidence/nodes/cases.yaml");
    Files.writeString(
        cases,
        """
        cases:
          - name: a node is not ready
            facts: [{kind: NodeCondition, node: n1, condition: Ready, status: false}]
            concludes: A node is not ready
        """);
    assertThat(run("rules", "test")).isZero();
    assertThat(printed()).contains(" cases are missing");
    assertThat(run("rules", "test", "--strict")).isEqualTo(1);
    assertThat(printed())
        .contains("\"A node is not ready\" has no case in which it must not conclude");
  }

  @Test
  void aRuleThatThrowsEndsWithItsOwnExitCode() throws IOException {
    Files.createDirectories(directory.resolve("rules/evidence/odd"));
    Files.writeString(
        directory.resolve("rules/evidence/odd/odd.drl"),
        """
        package rules.evidence.odd;
        import io.fivewhys.fact.*;
        import io.fivewhys.inference.*;
        agenda-group "evidence"

        rule "Asks for what is not there"
        when
          $n : NodeCondition()
        then
          insertLogical( Finding.of("odd", $n.node(), $n.reason().get(), $n) );
        end
        """);
    Files.writeString(
        directory.resolve("rules/evidence/odd/cases.yaml"),
        """
        cases:
          - name: it throws
            facts: [{kind: NodeCondition, node: n1, condition: Ready, status: false}]
            concludes: Asks for what is not there
        """);
    assertThat(run("rules", "test")).isEqualTo(3);
    assertThat(printed()).contains("ERROR  evidence/odd/cases.yaml:2 it throws");
  }

  @Test
  void thresholdsComeFromTheSettings() throws IOException {
    copy("evidence/nodes");
    assertThat(run("rules", "test", "--run", "loses fewer packets")).isZero();
    assertThat(
            run(
                "rules",
                "test",
                "--run",
                "loses fewer packets",
                "--diagnosis.thresholds.packet-loss-share=0.01"))
        .isEqualTo(1);
  }

  @Test
  void helpListsTheExitCodes() {
    assertThat(run("rules", "test", "--help")).isZero();
    assertThat(printed()).contains("Exit codes:", "  1  a case failed", "  3  a case ended");
  }
}
