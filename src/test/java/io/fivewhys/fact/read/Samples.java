package io.fivewhys.fact.read;

import io.fivewhys.fact.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Snapshots to read, and a reader whose clock stands still. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
  static final SnapshotReader READER = new SnapshotReader(Clock.fixed(NOW, ZoneOffset.UTC));

  private Samples() {}

  static List<String> names() {
    return List.of(
        "one-database-three-upstreams.yaml",
        "midnight-certificate.yaml",
        "always-a-little-broken.json");
  }

  static Snapshot sample(String name) {
    try (InputStream in = Samples.class.getResourceAsStream("/snapshots/" + name)) {
      var format = name.endsWith(".json") ? SnapshotReader.Format.JSON : SnapshotReader.Format.YAML;
      return READER.read(in, format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Snapshot json(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8), SnapshotReader.Format.JSON);
  }

  static Snapshot yaml(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8), SnapshotReader.Format.YAML);
  }

  static Snapshot read(byte[] bytes, SnapshotReader.Format format) {
    try {
      return READER.read(new ByteArrayInputStream(bytes), format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A snapshot of these facts, each written as JSON. */
  static String withFacts(String... facts) {
    return "{\"gateway\":\"api-gateway\",\"observedAt\":\"2026-11-22T10:15:00Z\",\"facts\":["
        + String.join(",", facts)
        + "]}";
  }
}
