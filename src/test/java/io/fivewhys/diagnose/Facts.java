package io.fivewhys.diagnose;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.inference.Suspect;
import io.fivewhys.inference.Thresholds;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Small snapshots, each fact on a line as {@code Kind, field: value, ...}. */
final class Facts {
  static final Thresholds THRESHOLDS = Thresholds.defaults();
  static final String OBSERVED_AT = "2026-01-05T12:00:00Z";

  /** The gateway {@code edge} sends half of what goes to {@code orders} back with 503. */
  static final String ORDERS_FAIL =
      "RouteTraffic, route: /orders, upstream: orders, responses: {'200': 500, '503': 500}";

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Facts() {}

  static Snapshot snapshot(String... facts) {
    try {
      ObjectNode snapshot = YAML.createObjectNode();
      snapshot.put("gateway", "edge").put("namespace", "shop").put("observedAt", OBSERVED_AT);
      var list = snapshot.putArray("facts");
      for (String fact : facts) {
        list.add(YAML.readTree("{kind: " + fact + "}"));
      }
      return IncidentCase.read(snapshot);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Situation situation(String... facts) {
    return Situation.of(snapshot(facts), THRESHOLDS);
  }

  static Suspect suspect(Situation situation, String name) {
    return situation.suspects().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is no suspect"));
  }
}
