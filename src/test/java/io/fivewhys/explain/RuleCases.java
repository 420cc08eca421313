package io.fivewhys.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.rulebook.Rulebook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The snapshots of the cases beside the shipped rules. */
final class RuleCases {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private RuleCases() {}

  /** By file and name. */
  static Map<String, Snapshot> of(Rulebook rulebook) throws IOException {
    Map<String, Snapshot> snapshots = new LinkedHashMap<>();
    for (var file : rulebook.files().cases().entrySet()) {
      JsonNode root = YAML.readTree(file.getValue());
      for (JsonNode node : root.get("cases")) {
        ObjectNode snapshot = YAML.createObjectNode();
        snapshot.put("gateway", node.path("gateway").asText("edge"));
        snapshot.put("namespace", node.path("namespace").asText("shop"));
        snapshot.put("observedAt", node.path("observedAt").asText("2026-01-05T12:00:00Z"));
        snapshot.put("window", node.path("window").asText("PT5M"));
        var facts = snapshot.putArray("facts");
        for (JsonNode fixture : node.path("use")) {
          root.path("fixtures").get(fixture.asText()).forEach(facts::add);
        }
        node.path("facts").forEach(facts::add);
        snapshots.put(file.getKey() + ": " + node.path("name").asText(), read(snapshot.toString()));
      }
    }
    return snapshots;
  }

  /** A snapshot in JSON or YAML. */
  static Snapshot read(String text) throws IOException {
    return new SnapshotReader(Clock.systemUTC())
        .read(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            SnapshotReader.Format.YAML);
  }
}
