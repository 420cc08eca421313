package io.fivewhys.fact.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fivewhys.fact.Signal;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsAloneTest {
  private static final Snapshot AROUND =
      new Snapshot(
          "edge", "shop", Instant.parse("2026-11-22T12:00:00Z"), Duration.ofMinutes(5), List.of());

  private final SnapshotReader reader = new SnapshotReader(Clock.systemUTC());

  private Snapshot read(String text, Format format) throws IOException {
    return reader.readFacts(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), format, AROUND);
  }

  @Test
  void becomePartOfTheSnapshotAroundThem() throws IOException {
    var json =
        read("{\"facts\": [{\"kind\": \"Signal\", \"name\": \"lag\", \"value\": 3}]}", Format.JSON);
    var yaml = read("facts:\n- {kind: Signal, name: lag, value: 3}\n", Format.YAML);

    assertThat(json).isEqualTo(yaml).isEqualTo(AROUND.withFacts(json.facts()));
    assertThat(json.facts()).singleElement().isInstanceOf(Signal.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          []                                                     |            | MALFORMED
          {}                                                     |            | MALFORMED
          {"facts": {}}                                          | /facts     | MALFORMED
          {"facts": [], "gateway": "other"}                      | /gateway   | MALFORMED
          {"facts": [], "facts": []}                             | /facts     | MALFORMED
          {"facts": []} {}                                       |            | MALFORMED
          {"facts": [{"kind": "Signal"}]}                        | /facts/0   | MALFORMED
          {"facts": [{"kind": "Signal", "name": "a", "valu": 1}]} | /facts/0/valu | MALFORMED
          {"facts": [{"kind": "Blind", "source": "a", "since": "2026-11-22T13:00:00Z"}]} | /facts/0/since | SENSELESS
          """)
  void areReadAsStrictlyAsASnapshots(String text, String pointer, SnapshotRefused.Code code) {
    var refused = catchThrowableOfType(SnapshotRefused.class, () -> read(text, Format.JSON));

    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.problems().getFirst().pointer()).isEqualTo(pointer == null ? "" : pointer);
  }
}
