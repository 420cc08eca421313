package io.fivewhys.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The rules as the build compiled them, against the same rules compiled here. */
@Isolated("what is compiled in the process is counted")
class ShippedRulesTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-02T10:15:00Z"), ZoneOffset.UTC);
  private static final Pattern IMPORT = Pattern.compile("(?m)^\\s*import\\s+(.*)$");

  /** A snapshot by itself, or what a case of an incident holds under that name. */
  private static Snapshot snapshot(String file) throws IOException {
    JsonNode root = YAML.readTree(Path.of(file).toFile());
    byte[] snapshot = YAML.writeValueAsBytes(root.has("snapshot") ? root.get("snapshot") : root);
    return new SnapshotReader(CLOCK)
        .read(new ByteArrayInputStream(snapshot), SnapshotReader.Format.YAML);
  }

  private static String diagnosis(Rulebook rulebook, Snapshot snapshot) {
    var diagnosis = new Diagnoser(DiagnosisPolicy.defaults()).diagnose(rulebook, snapshot);
    return new String(DiagnosisJson.prettyJson(diagnosis.withId("same")), StandardCharsets.UTF_8);
  }

  @Test
  void prebuiltAndFreshlyCompiledRulesAgree() throws IOException {
    long before = UnitCompiler.runs();
    Rulebook prebuilt = Rulebooks.inMemory().of(RuleFiles.in(Path.of("rules")));
    Rulebook shipped = Rulebook.shipped();
    assertThat(shipped.revision()).isEqualTo(prebuilt.revision());
    assertThat(UnitCompiler.runs()).as("the build has compiled these rules").isEqualTo(before);

    Rulebook fresh = new Rulebooks(List.of()).of(prebuilt.files());

    assertThat(UnitCompiler.runs() - before).isEqualTo(prebuilt.files().rules().size());
    assertThat(prebuilt.ruleNames()).isEqualTo(fresh.ruleNames());
    for (String file :
        new String[] {
          "config/example-snapshot.yaml",
          "src/test/resources/cases/upstream_service_failure/duty-roster-sent-to-zero.yaml",
          "src/test/resources/cases/deployment_issue/canary-answers-500-politely.yaml",
          "src/test/resources/cases/resource_exhaustion/sockets-left-in-close-wait.yaml",
        }) {
      Snapshot snapshot = snapshot(file);
      assertThat(diagnosis(prebuilt, snapshot))
          .as(file)
          .isEqualTo(diagnosis(fresh, snapshot))
          .contains("\"verdict\" : \"diagnosed\"");
    }
  }

  /** Else a changed class could leave rules in use that were compiled for the old one. */
  @Test
  void rulesSpeakOnlyOfClassesThatTheirKeyCovers() {
    RuleFiles.in(Path.of("rules"))
        .rules()
        .forEach(
            (path, drl) ->
                assertThat(IMPORT.matcher(drl).results().map(it -> it.group(1).strip()))
                    .as(path)
                    .allMatch(
                        it ->
                            it.matches("io\\.fivewhys\\.(fact|inference)\\.(\\*|\\w+);?")
                                || it.startsWith("java.")));
  }
}
