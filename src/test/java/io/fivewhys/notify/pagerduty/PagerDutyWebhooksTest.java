package io.fivewhys.notify.pagerduty;

import static io.fivewhys.notify.Surroundings.secret;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.notify.Hmac;
import io.fivewhys.notify.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagerDutyWebhooksTest {
  private static final String SECRET = "webhook-secret";
  private static final String ACKNOWLEDGED =
      """
      {"event": {"id": "01BWHAT", "event_type": "incident.acknowledged",
       "resource_type": "incident", "occurred_at": "2026-11-22T10:20:00.000Z",
       "agent": {"id": "PXPGF42", "summary": "Earline Greenholt", "type": "user_reference"},
       "client": null,
       "data": {"id": "PT4KHLK", "type": "incident", "number": 1234, "status": "acknowledged",
       "incident_key": "fivewhys/01JD9Z", "title": "The server is on fire."}}}
      """;

  private final PagerDutyWebhooks webhooks =
      new PagerDutyWebhooks(List.of(secret("S")), Surroundings.with(Map.of("S", SECRET)));

  private PagerDutyRequest read(String body) {
    return webhooks.read(Optional.of("v1=" + hex(SECRET, body)), body.getBytes(UTF_8));
  }

  private static String hex(String secret, String body) {
    return Hmac.hex(secret, body.getBytes(UTF_8));
  }

  @Test
  void itSaysWhatBecameOfAnIncidentOfOursAndWhoDidIt() {
    assertThat(read(ACKNOWLEDGED))
        .isEqualTo(new PagerDutyRequest.Acknowledged("01BWHAT", "01JD9Z", "Earline Greenholt"));
    assertThat(read(ACKNOWLEDGED.replace("incident.acknowledged", "incident.resolved")))
        .isEqualTo(new PagerDutyRequest.Resolved("01BWHAT", "01JD9Z", "Earline Greenholt"));
  }

  @Test
  void nobodyNeedsToHaveDoneIt() {
    String without = ACKNOWLEDGED.replaceAll("\"agent\": \\{[^}]*}", "\"agent\": null");
    assertThat(read(without))
        .isEqualTo(new PagerDutyRequest.Acknowledged("01BWHAT", "01JD9Z", "PagerDuty"));
  }

  @Test
  void whatIsNotOursIsLeftAlone() {
    assertThat(read(ACKNOWLEDGED.replace("fivewhys/01JD9Z", "another/1")))
        .isInstanceOf(PagerDutyRequest.Ignored.class);
    assertThat(read(ACKNOWLEDGED.replace("\"fivewhys/01JD9Z\"", "null")))
        .isInstanceOf(PagerDutyRequest.Ignored.class);
    assertThat(read(ACKNOWLEDGED.replace("fivewhys/01JD9Z", "fivewhys/test/m")))
        .isInstanceOf(PagerDutyRequest.Ignored.class);
    assertThat(read(ACKNOWLEDGED.replace("incident.acknowledged", "incident.triggered")))
        .isInstanceOf(PagerDutyRequest.Ignored.class);
  }

  @Test
  void aPingIsOne() {
    assertThat(
            read(
                "{\"event\": {\"id\": \"1\", \"event_type\": \"pagey.ping\", \"data\":"
                    + " {\"message\": \"Hello from your friend Pagey!\", \"type\": \"ping\"}}}"))
        .isEqualTo(new PagerDutyRequest.Ping());
  }

  @Test
  void oneGoodSignatureOfSeveralIsEnough() {
    byte[] body = ACKNOWLEDGED.getBytes(UTF_8);
    String wrong = "v1=" + hex("old", ACKNOWLEDGED);
    String right = "v1=" + hex(SECRET, ACKNOWLEDGED);
    assertThat(webhooks.read(Optional.of(wrong + "," + right), body))
        .isInstanceOf(PagerDutyRequest.Acknowledged.class);
    assertThat(webhooks.read(Optional.of(wrong), body))
        .isInstanceOf(PagerDutyRequest.Unverified.class);
    assertThat(webhooks.read(Optional.of(right.replace("v1", "v2")), body))
        .isInstanceOf(PagerDutyRequest.Unverified.class);
    assertThat(webhooks.read(Optional.of(right), (ACKNOWLEDGED + " ").getBytes(UTF_8)))
        .isInstanceOf(PagerDutyRequest.Unverified.class);
    assertThat(webhooks.read(Optional.empty(), body))
        .isInstanceOf(PagerDutyRequest.Unverified.class);
    assertThat(webhooks.read(Optional.of(""), body))
        .isInstanceOf(PagerDutyRequest.Unverified.class);
  }

  @Test
  void withoutASecretNothingIsVerified() {
    var without = new PagerDutyWebhooks(List.of(secret("S")), Surroundings.with(Map.of()));
    assertThat(
            without.read(
                Optional.of("v1=" + hex(SECRET, ACKNOWLEDGED)), ACKNOWLEDGED.getBytes(UTF_8)))
        .isInstanceOf(PagerDutyRequest.Unverified.class);
  }

  @Test
  void aSecretThatCannotBeReadIsNoReasonToDistrustTheOthers() {
    for (var secrets :
        List.of(List.of(secret("NONE"), secret("S")), List.of(secret("S"), secret("NONE")))) {
      var some = new PagerDutyWebhooks(secrets, Surroundings.with(Map.of("S", SECRET)));
      byte[] body = ACKNOWLEDGED.getBytes(UTF_8);
      assertThat(some.read(Optional.of("v1=" + hex(SECRET, ACKNOWLEDGED)), body))
          .isInstanceOf(PagerDutyRequest.Acknowledged.class);
      assertThat(some.read(Optional.of("v1=" + hex("another", ACKNOWLEDGED)), body))
          .isInstanceOfSatisfying(
              PagerDutyRequest.Unverified.class, it -> assertThat(it.why()).contains("NONE"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"event\": []}", "{\"event\": {\"id\": \"1\"}}", "{"})
  void whatMakesNoSenseIsRefused(String body) {
    assertThat(read(body)).isInstanceOf(PagerDutyRequest.Malformed.class);
  }

  @Test
  void soIsTooMuch() {
    assertThat(read(" ".repeat(PagerDutyWebhooks.MOST_BYTES + 1)))
        .isInstanceOf(PagerDutyRequest.Unverified.class);
    assertThat(read("[".repeat(100_000))).isInstanceOf(PagerDutyRequest.Malformed.class);
  }
}
