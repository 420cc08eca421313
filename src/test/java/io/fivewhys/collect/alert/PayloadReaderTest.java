package io.fivewhys.collect.alert;

import static io.fivewhys.collect.alert.Deliveries.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fivewhys.fact.Alert;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadReaderTest {
  /** As Alertmanager 0.25 sends it. */
  private static final String REAL =
      """
      {"receiver":"fivewhys","status":"firing","alerts":[{"status":"firing","labels":{\
      "alertname":"ProbeFailure","instance":"https://server.example.org","job":"http_checks",\
      "monitor":"master","severity":"critical"},"annotations":{"summary":"ü down"},\
      "startsAt":"2026-11-26T11:34:44.85121999Z","endsAt":"0001-01-01T00:00:00Z",\
      "generatorURL":"http://p/graph","fingerprint":"fe986f5dcb3e6510"},{"status":"resolved",\
      "labels":{"alertname":"ProbeFailure","gateway":"api-gateway"},"annotations":{},\
      "startsAt":"2026-11-26T12:34:44.851+01:00","endsAt":"2026-11-26T11:34:47Z",\
      "generatorURL":"","fingerprint":"6eb79615ff4dd4ab"}],\
      "groupLabels":{"alertname":"ProbeFailure"},"commonLabels":{"alertname":"ProbeFailure"},\
      "commonAnnotations":{},"externalURL":"http://vm:19093","version":"4",\
      "groupKey":"{}:{alertname=\\"ProbeFailure\\"}","truncatedAlerts":3}
      """;

  private final PayloadReader reader = new PayloadReader(Clock.fixed(NOON, ZoneOffset.UTC));

  private AlertmanagerPayload read(String text) throws PayloadRefused, IOException {
    return reader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private NotifiedAlert one(String alert) throws PayloadRefused, IOException {
    return read("{\"alerts\": [" + alert + "]}").alerts().getFirst();
  }

  @Test
  void readsWhatAlertmanagerSends() throws PayloadRefused, IOException {
    var payload = read(REAL);

    assertThat(payload.receiver()).contains("fivewhys");
    assertThat(payload.groupKey()).contains("{}:{alertname=\"ProbeFailure\"}");
    assertThat(payload.leftOut()).isEqualTo(3);
    var firing = payload.alerts().getFirst();
    assertThat(firing.status()).isEqualTo(Alert.Status.FIRING);
    assertThat(firing.fingerprint()).isEqualTo("fe986f5dcb3e6510");
    assertThat(firing.labels()).hasSize(5).containsEntry("severity", "critical");
    assertThat(firing.annotations()).containsEntry("summary", "ü down");
    assertThat(firing.startsAt()).contains(Instant.parse("2026-11-26T11:34:44.85121999Z"));
    assertThat(firing.endsAt()).as("the year 1 is no end").isEmpty();
    assertThat(firing.generatorUrl()).contains("http://p/graph");
    var resolved = payload.alerts().getLast();
    assertThat(resolved.status()).isEqualTo(Alert.Status.RESOLVED);
    assertThat(resolved.startsAt()).contains(Instant.parse("2026-11-26T11:34:44.851Z"));
    assertThat(resolved.endsAt()).contains(Instant.parse("2026-11-26T11:34:47Z"));
    assertThat(resolved.generatorUrl()).isEmpty();
  }

  @Test
  void whatMayBeAbsentIsMadeUpForFromWhatIsThere() throws PayloadRefused, IOException {
    var least = one("{\"labels\": {\"alertname\": \"A\"}}");

    assertThat(least.status()).isEqualTo(Alert.Status.FIRING);
    assertThat(least.fingerprint()).isEqualTo(Fingerprint.of(Map.of("alertname", "A")));
    assertThat(least.startsAt()).isEmpty();
    var ended = one("{\"labels\": {\"a\": \"b\"}, \"endsAt\": \"2026-11-22T11:59:59Z\"}");
    assertThat(ended.status()).isEqualTo(Alert.Status.RESOLVED);
    var willEnd = one("{\"labels\": {\"a\": \"b\"}, \"endsAt\": \"2026-11-22T12:00:01Z\"}");
    assertThat(willEnd.status()).isEqualTo(Alert.Status.FIRING);
    assertThat(read("{\"alerts\": []}").alerts()).isEmpty();
  }

  @Test
  void whatItDoesNotKnowIsPassedOver() throws PayloadRefused, IOException {
    var payload =
        read(
            """
            {"orgId": 1, "title": {"a": [1, [2, {"b": null}]]}, "version": "1", "state": "alerting",
             "groupKey": 7, "truncatedAlerts": null,
             "alerts": [{"values": {"B": 44.2}, "silenceURL": null, "fingerprint": "not one",
               "generatorURL": {}, "annotations": null, "labels": {"a": "b"}}]}
            """);

    assertThat(payload.alerts()).hasSize(1);
    assertThat(payload.groupKey()).isEmpty();
    assertThat(payload.alerts().getFirst().fingerprint())
        .isEqualTo(Fingerprint.of(Map.of("a", "b")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          []                                                          |
          "alerts"                                                    |
          {}                                                          | /alerts
          {"alerts": null}                                            | /alerts
          {"alerts": {}}                                              | /alerts
          {"alerts": [], "alerts": []}                                | /alerts
          {"alerts": [], "truncatedAlerts": -1}                       | /truncatedAlerts
          {"alerts": [], "truncatedAlerts": "many"}                   | /truncatedAlerts
          {"alerts": [], "truncatedAlerts": 1e400}                    | /truncatedAlerts
          {"alerts": []} {}                                           |
          {"alerts": [{"labels": {"a": "b"}                           |
          <html>502 Bad Gateway</html>                                |
          {"alerts": [NaN]}                                           |
          """)
  void whatIsNoDeliveryIsRefusedWithItsPlace(String text, String pointer) {
    var refused = catchThrowableOfType(PayloadRefused.class, () -> read(text));

    assertThat(refused).as(text).isNotNull();
    assertThat(refused.pointer()).isEqualTo(pointer == null ? "" : pointer);
    assertThat(refused.found()).isNotEmpty();
    assertThat(refused.allowed()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          "a"                                                  | /alerts/0
          {}                                                   | /alerts/0/labels
          {"labels": {}}                                       | /alerts/0/labels
          {"labels": []}                                       | /alerts/0/labels
          {"labels": {"a": 1}}                                 | /alerts/0/labels/a
          {"labels": {"a": "b", "a": "c"}}                     | /alerts/0/labels/a
          {"labels": {"a/b": null}}                            | /alerts/0/labels/a~1b
          {"labels": {"a": "b"}, "status": "pending"}          | /alerts/0/status
          {"labels": {"a": "b"}, "status": 1}                  | /alerts/0/status
          {"labels": {"a": "b"}, "startsAt": "noon"}           | /alerts/0/startsAt
          {"labels": {"a": "b"}, "endsAt": 12}                 | /alerts/0/endsAt
          {"labels": {"a": "b"}, "annotations": "no"}          | /alerts/0/annotations
          {"labels": {"a": "b", "c": {"d": [{}, [1]]}, "e": "f"}}  | /alerts/0/labels/c
          [{"labels": {"a": "b"}}]                             | /alerts/0
          {"status": [[]], "labels": {"a": "b"}}               | /alerts/0/status
          """)
  void anAlertThatIsNoneCostsNoOther(String odd, String pointer)
      throws PayloadRefused, IOException {
    var payload = read("{\"alerts\": [%s, {\"labels\": {\"x\": \"y\"}}]}".formatted(odd));

    assertThat(payload.alerts()).singleElement().matches(it -> it.labels().containsKey("x"));
    assertThat(payload.leftOut()).isZero();
    assertThat(payload.unread().count()).isOne();
    var refused = payload.unread().first().orElseThrow();
    assertThat(refused.pointer()).isEqualTo(pointer);
    assertThat(refused.found()).isNotEmpty();
    assertThat(refused.allowed()).isNotEmpty();
  }

  @Test
  void aFloodOfOddAlertsIsPassedOver() throws PayloadRefused, IOException {
    var payload = read("{\"alerts\": [" + "1,".repeat(2_000_000) + "1]}");

    assertThat(payload.alerts()).isEmpty();
    assertThat(payload.unread().count()).isEqualTo(2_000_001);
  }

  @Test
  void nothingAtAllIsRefused() {
    assertThatThrownBy(() -> read("")).isInstanceOf(PayloadRefused.class);
  }

  @Test
  void nestingWithoutEndIsRefused() {
    assertThatThrownBy(() -> read("{\"x\": " + "[".repeat(100_000)))
        .isInstanceOf(PayloadRefused.class);
  }

  @Test
  void moreAlertsThanAreReadCountAsUnread() throws PayloadRefused, IOException {
    String alerts =
        IntStream.range(0, PayloadReader.MOST_ALERTS + 7)
            .mapToObj(i -> "{\"labels\": {\"n\": \"" + i + "\"}}")
            .collect(Collectors.joining(","));

    var payload = read("{\"truncatedAlerts\": 5, \"alerts\": [" + alerts + "]}");

    assertThat(payload.alerts()).hasSize(PayloadReader.MOST_ALERTS);
    assertThat(payload.leftOut()).as("by Alertmanager").isEqualTo(5);
    assertThat(payload.unread().count()).isEqualTo(7);
  }

  @Test
  void moreLabelsThanMemoryIsForCountAsUnread() throws PayloadRefused, IOException {
    String labels =
        IntStream.range(0, PayloadValues.MOST_LABELS)
            .mapToObj(i -> "\"l" + i + "\": \"\"")
            .collect(Collectors.joining(","));
    String alerts =
        IntStream.range(0, 1_100)
            .mapToObj(i -> "{\"labels\": {" + labels + "}}")
            .collect(Collectors.joining(","));

    var payload = read("{\"alerts\": [" + alerts + "]}");

    assertThat(payload.alerts()).hasSize(PayloadReader.MOST_ENTRIES / PayloadValues.MOST_LABELS);
    assertThat(payload.unread().count()).isEqualTo(100);
  }

  @Test
  void labelsAreNeverCutAndAnnotationsAre() throws PayloadRefused, IOException {
    String longText = "x".repeat(PayloadValues.LONGEST_VALUE + 1);
    String many =
        IntStream.rangeClosed(0, PayloadValues.MOST_LABELS)
            .mapToObj(i -> "\"l" + i + "\": \"\"")
            .collect(Collectors.joining(","));

    String huge = "x".repeat(2 << 20);
    var odd =
        read(
            """
            {"alerts": [{"labels": {"a": "%s"}}, {"labels": {%s}}, {"labels": {"%s": ""}},
              {"labels": {"%s": "a"}}, {"labels": {"fine": "yes"}}]}
            """
                .formatted(longText, many, huge, longText));
    assertThat(odd.alerts()).singleElement().matches(it -> it.labels().containsKey("fine"));
    assertThat(odd.unread().count()).isEqualTo(4);
    assertThat(odd.unread().why()).contains("at most 200 labels of at most 8192 characters");
    assertThat(
            one("{\"labels\": {\"a\": \"b\"}, \"annotations\": {\"a\": \"" + huge + "\"}}")
                .annotations()
                .get("a"))
        .hasSize(PayloadValues.LONGEST_VALUE);
    var cut = one("{\"labels\": {\"a\": \"b\"}, \"annotations\": {\"a\": \"" + longText + "\"}}");
    assertThat(cut.annotations().get("a")).hasSize(PayloadValues.LONGEST_VALUE).endsWith("x…");
    assertThat(one("{\"labels\": {\"a\": \"b\"}, \"annotations\": {" + many + "}}").annotations())
        .hasSize(PayloadValues.MOST_LABELS);
  }

  @Test
  void halfCharactersAndBrokenBytesAreReplaced() throws PayloadRefused, IOException {
    var alert = one("{\"labels\": {\"a\": \"x\\ud800y\", \"b\": \"\\ud83d\\ude00\"}}");

    assertThat(alert.labels()).containsEntry("a", "x?y").containsEntry("b", "😀");
    var bytes = "{\"alerts\": [{\"labels\": {\"a\": \"??\"}}]}".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '?' ? (byte) 0xff : bytes[i];
    }
    assertThat(reader.read(new ByteArrayInputStream(bytes)).alerts()).hasSize(1);
  }

  @Test
  void aStreamThatBreaksOffIsNotARefusal() {
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }
        };

    assertThatThrownBy(() -> reader.read(broken)).isInstanceOf(IOException.class);
  }
}
