package io.fivewhys.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.diagnose.SampleDiagnoses;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.fact.read.SnapshotRefused;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Enough of a reader: refuses what is no object, and what says it makes no sense. */
final class TinyReading {
  private TinyReading() {}

  static Snapshot read(InputStream in, SnapshotReader.Format format) throws IOException {
    var mapper =
        switch (format) {
          case JSON -> DiagnosisJson.jsonMapper();
          case YAML -> DiagnosisJson.yamlMapper();
        };
    JsonNode tree;
    try {
      tree = mapper.readTree(in);
    } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
      throw refused(SnapshotRefused.Code.MALFORMED, "", "broken");
    }
    if (!tree.path("gateway").isTextual()) {
      throw refused(SnapshotRefused.Code.MALFORMED, "/gateway", "nothing");
    }
    if (tree.path("window").asText().equals("PT0S")) {
      throw refused(SnapshotRefused.Code.SENSELESS, "/window", "PT0S");
    }
    return new Snapshot(
        tree.path("gateway").asText(),
        tree.path("namespace").asText("default"),
        SampleDiagnoses.OBSERVED_AT,
        Duration.ofMinutes(5),
        List.of());
  }

  private static SnapshotRefused refused(SnapshotRefused.Code code, String at, String found) {
    var problem = new SnapshotRefused.Problem(at, found, "something else", Optional.of("this"));
    return new SnapshotRefused(code, "The snapshot has 1 problem.", List.of(problem));
  }
}
