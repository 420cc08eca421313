package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisJsonTest {
  private final Diagnosis badRelease = SampleDiagnoses.badRelease("edge").withId("1");

  @Test
  void isWhatTheContractAsksFor() throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SchemaLocation.of("classpath:contract/diagnosis.schema.json"));

    for (var diagnosis : List.of(badRelease, SampleDiagnoses.healthy("edge").withId("2"))) {
      assertThat(schema.validate(tree(diagnosis))).isEmpty();
    }
  }

  @Test
  void roundsConfidencesToFourDigitsAndWeightsToOne() throws IOException {
    JsonNode cause = tree(badRelease).at("/causes/0");

    assertThat(cause.at("/confidence").asText()).isEqualTo("0.9877");
    assertThat(cause.at("/evidence/0/weight").asText()).isEqualTo("21");
    assertThat(cause.at("/prior").asText()).isEqualTo("-2");
    assertThat(cause.at("/competition").asText()).isEqualTo("0");
    assertThat(cause.at("/score").asText()).isEqualTo("18.9");
  }

  @Test
  void writesTimesDurationsAndEnumsAsTheContractNamesThem() throws IOException {
    JsonNode tree = tree(badRelease);

    assertThat(tree.at("/observedAt").asText()).isEqualTo("2026-11-22T10:15:00Z");
    assertThat(tree.at("/escalation/after").asText()).isEqualTo("PT20M");
    assertThat(tree.at("/verdict").asText()).isEqualTo("diagnosed");
    assertThat(tree.at("/causes/0/mitigations/0/action").asText()).isEqualTo("undo_rollout");
  }

  @Test
  void leavesOutWhatIsNotKnownButNeverARequiredList() throws IOException {
    JsonNode tree = tree(badRelease);

    assertThat(tree.at("/ruledOut/1").has("subject")).isFalse();
    assertThat(tree.at("/blind/0").has("subject")).isFalse();
    assertThat(tree(SampleDiagnoses.healthy("edge")).at("/causes").isArray()).isTrue();
  }

  @Test
  void givesTheSameBytesForTheSameDiagnosis() {
    var again = SampleDiagnoses.badRelease("edge").withId("1");

    assertThat(DiagnosisJson.json(again)).isEqualTo(DiagnosisJson.json(badRelease));
    assertThat(new String(DiagnosisJson.json(again), StandardCharsets.UTF_8))
        .contains("\"parameters\":{\"dryRun\":false,\"toRevision\":41}");
  }

  @Test
  void saysTheSameInYaml() throws IOException {
    JsonNode yaml = DiagnosisJson.yamlMapper().readTree(DiagnosisJson.yaml(badRelease));

    assertThat(yaml.toString()).isEqualTo(tree(badRelease).toString());
  }

  private static JsonNode tree(Diagnosis diagnosis) throws IOException {
    return DiagnosisJson.jsonMapper().readTree(DiagnosisJson.json(diagnosis));
  }
}
