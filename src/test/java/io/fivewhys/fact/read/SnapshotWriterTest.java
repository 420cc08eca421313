package io.fivewhys.fact.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader.Format;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotWriterTest {
  private final SnapshotWriter writer = new SnapshotWriter();

  @ParameterizedTest
  @MethodSource("io.fivewhys.fact.read.Samples#names")
  void whatIsWrittenIsReadBackEqual(String name) {
    Snapshot snapshot = Samples.sample(name);
    byte[] written = writer.toBytes(snapshot);
    assertThat(Samples.read(written, Format.JSON)).isEqualTo(snapshot);
    assertThat(Samples.read(written, Format.YAML)).isEqualTo(snapshot);
    assertThat(writer.toBytes(Samples.read(written, Format.JSON))).isEqualTo(written);
  }

  @Test
  void kindComesFirstThenTheRecordsOrderAndWhatIsAbsentIsLeftOut() {
    Snapshot snapshot =
        Samples.json(
            "{\"facts\":[{\"restarts\":3.0,\"name\":\"a\",\"kind\":\"Pod\","
                + "\"exitCode\":-1}],\"gateway\":\"g\"}");
    assertThat(new String(writer.toBytes(snapshot), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"gateway\":\"g\",\"namespace\":\"default\",\"observedAt\":\"2026-11-22T10:15:00Z\","
                + "\"window\":\"PT5M\",\"facts\":[{\"kind\":\"Pod\",\"name\":\"a\",\"restarts\":3,"
                + "\"exitCode\":-1}]}");
  }

  @Test
  void requiredCollectionsAreWrittenThoughEmpty() {
    Snapshot snapshot =
        Samples.json(
            Samples.withFacts(
                "{\"kind\":\"RouteTraffic\",\"route\":\"/a\",\"responses\":{}}",
                "{\"kind\":\"LogLines\",\"workload\":\"a\",\"lines\":[]}"));
    assertThat(Samples.read(writer.toBytes(snapshot), Format.JSON)).isEqualTo(snapshot);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-0.0", "0.1", "1e-300", "1.7976931348623157e308", "9007199254740993", "-3"})
  void numbersKeepTheirValue(String number) {
    Snapshot snapshot =
        Samples.json(
            Samples.withFacts("{\"kind\":\"Signal\",\"name\":\"x\",\"value\":" + number + "}"));
    assertThat(Samples.read(writer.toBytes(snapshot), Format.JSON)).isEqualTo(snapshot);
    assertThat(Samples.read(writer.toBytes(snapshot), Format.YAML)).isEqualTo(snapshot);
  }

  @Test
  void textKeepsItsCharacters() {
    Snapshot snapshot =
        Samples.json(
            Samples.withFacts(
                "{\"kind\":\"Alert\",\"name\":\"\\u0000\\n"
                    + "\\t\\\"\\\\\\u2028\\u0085😀\",\"labels\":{\"\":\" \"}}"));
    assertThat(Samples.read(writer.toBytes(snapshot), Format.JSON)).isEqualTo(snapshot);
  }
}
