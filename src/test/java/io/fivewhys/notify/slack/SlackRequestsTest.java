package io.fivewhys.notify.slack;

import static io.fivewhys.notify.Surroundings.secret;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.notify.Surroundings;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackRequestsTest {
  /** Secret, body and signature of the example in Slack's own description. */
  private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

  private static final Instant AT = Instant.ofEpochSecond(1_531_420_618L);
  private static final String EXAMPLE =
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
          + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect"
          + "&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
          + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
  private static final String EXAMPLE_SIGNATURE =
      "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

  private static final String PRESSED =
      """
      {"type": "block_actions", "user": {"id": "U2CERLKJA", "username": "anna", "name": "anna"},
       "api_app_id": "A02", "response_url": "https://hooks.slack.com/actions/T0/1/x",
       "actions": [{"type": "button", "action_id": "fivewhys.acknowledge", "block_id": "b",
       "value": "01JD9Z", "action_ts": "1548426417.840180"}]}
      """;

  private final SlackRequests requests =
      new SlackRequests(
          List.of(secret("OLD"), secret("NEW")),
          Surroundings.with(Map.of("OLD", "the-one-before", "NEW", SECRET)));

  private SlackRequest signed(String payload) {
    return signedBody("payload=" + URLEncoder.encode(payload, UTF_8));
  }

  private SlackRequest signedBody(String text) {
    byte[] body = text.getBytes(UTF_8);
    String at = Long.toString(AT.getEpochSecond());
    String signature =
        "v0=" + io.fivewhys.notify.Hmac.hex(SECRET, ("v0:" + at + ":").getBytes(UTF_8), body);
    return requests.read(Optional.of(at), Optional.of(signature), body, AT);
  }

  private SlackRequest example(String timestamp, String signature, String body, Instant now) {
    return requests.read(
        Optional.ofNullable(timestamp), Optional.ofNullable(signature), body.getBytes(UTF_8), now);
  }

  @Test
  void theSignatureOfSlacksOwnExampleIsGood() {
    assertThat(example("1531420618", EXAMPLE_SIGNATURE, EXAMPLE, AT))
        .isEqualTo(new SlackRequest.Malformed("a form with one payload is expected"));
  }

  @Test
  void anyOtherIsNot() {
    assertThat(example("1531420618", EXAMPLE_SIGNATURE, EXAMPLE + "&", AT))
        .isInstanceOf(SlackRequest.Unverified.class);
    assertThat(example("1531420619", EXAMPLE_SIGNATURE, EXAMPLE, AT))
        .isInstanceOf(SlackRequest.Unverified.class);
    assertThat(example("1531420618", EXAMPLE_SIGNATURE.replace("a2", "a3"), EXAMPLE, AT))
        .isInstanceOf(SlackRequest.Unverified.class);
    assertThat(example("1531420618", null, EXAMPLE, AT))
        .isInstanceOf(SlackRequest.Unverified.class);
    assertThat(example(null, EXAMPLE_SIGNATURE, EXAMPLE, AT))
        .isInstanceOf(SlackRequest.Unverified.class);
    assertThat(example("-1531420618", EXAMPLE_SIGNATURE, EXAMPLE, AT))
        .isInstanceOf(SlackRequest.Unverified.class);
  }

  @Test
  void whatIsOlderThanFiveMinutesMayBeARepetition() {
    assertThat(example("1531420618", EXAMPLE_SIGNATURE, EXAMPLE, AT.plusSeconds(300)))
        .isInstanceOf(SlackRequest.Malformed.class);
    assertThat(example("1531420618", EXAMPLE_SIGNATURE, EXAMPLE, AT.plusSeconds(301)))
        .isInstanceOf(SlackRequest.Unverified.class);
    assertThat(example("1531420618", EXAMPLE_SIGNATURE, EXAMPLE, AT.minusSeconds(301)))
        .isInstanceOf(SlackRequest.Unverified.class);
  }

  @Test
  void withoutItsSecretNothingIsVerified() {
    var without = new SlackRequests(List.of(secret("NONE")), Surroundings.with(Map.of()));
    assertThat(
            without.read(
                Optional.of("1531420618"),
                Optional.of(EXAMPLE_SIGNATURE),
                EXAMPLE.getBytes(UTF_8),
                AT))
        .isInstanceOf(SlackRequest.Unverified.class);
    var nobody = new SlackRequests(List.of(), Surroundings.with(Map.of()));
    assertThat(
            nobody.read(
                Optional.of("1531420618"),
                Optional.of(EXAMPLE_SIGNATURE),
                EXAMPLE.getBytes(UTF_8),
                AT))
        .isInstanceOf(SlackRequest.Unverified.class);
  }

  @Test
  void aSecretThatCannotBeReadIsNoReasonToDistrustTheOthers() {
    for (var secrets :
        List.of(List.of(secret("NONE"), secret("S")), List.of(secret("S"), secret("NONE")))) {
      var some = new SlackRequests(secrets, Surroundings.with(Map.of("S", SECRET)));
      var at = Optional.of("1531420618");
      assertThat(some.read(at, Optional.of(EXAMPLE_SIGNATURE), EXAMPLE.getBytes(UTF_8), AT))
          .isInstanceOf(SlackRequest.Malformed.class);
      assertThat(some.read(at, Optional.of("v0=00"), EXAMPLE.getBytes(UTF_8), AT))
          .isInstanceOfSatisfying(
              SlackRequest.Unverified.class, it -> assertThat(it.why()).contains("NONE"));
    }
  }

  @Test
  void itSaysWhatWasPressedForWhatAndByWhom() {
    assertThat(signed(PRESSED))
        .isEqualTo(
            new SlackRequest.Pressed(
                SlackRequests.ACKNOWLEDGE,
                "01JD9Z",
                "U2CERLKJA",
                "anna",
                Optional.of(URI.create("https://hooks.slack.com/actions/T0/1/x"))));
    assertThat(signed(PRESSED).toString()).doesNotContain("hooks.slack.com");
  }

  @Test
  void anAnswerGoesToNoPlaceInTheClear() {
    assertThat(signed(PRESSED.replace("https://hooks", "http://hooks")))
        .isInstanceOfSatisfying(
            SlackRequest.Pressed.class, it -> assertThat(it.responseUrl()).isEmpty());
  }

  @Test
  void whatIsNoButtonOfOursIsLeftAlone() {
    assertThat(signed("{\"type\": \"view_submission\"}")).isInstanceOf(SlackRequest.Ignored.class);
    assertThat(signed(PRESSED.replace("\"button\"", "\"overflow\"")))
        .isInstanceOf(SlackRequest.Ignored.class);
    assertThat(signed(PRESSED.replace("\"value\"", "\"url\"")))
        .isInstanceOf(SlackRequest.Ignored.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"type\": 1}",
        "{\"type\": \"block_actions\"}",
        "{} {}",
        "{\"type\": \"block_actions\", \"type\": \"block_actions\"}"
      })
  void whatMakesNoSenseIsRefused(String payload) {
    assertThat(signed(payload)).isInstanceOf(SlackRequest.Malformed.class);
  }

  @Test
  void soIsAFormThatIsNone() {
    assertThat(signedBody("payload=%zz")).isInstanceOf(SlackRequest.Malformed.class);
    assertThat(signedBody("payload={}&payload={}")).isInstanceOf(SlackRequest.Malformed.class);
    assertThat(signed("[".repeat(10_000))).isInstanceOf(SlackRequest.Malformed.class);
    assertThat(signed(PRESSED.replace("U2CERLKJA", "U".repeat(256))))
        .isInstanceOf(SlackRequest.Malformed.class);
    assertThat(signed(PRESSED.replace("U2CERLKJA", "U\\n1")))
        .isInstanceOf(SlackRequest.Malformed.class);
    assertThat(signedBody("x".repeat(SlackRequests.MOST_BYTES + 1)))
        .isInstanceOf(SlackRequest.Unverified.class);
  }
}
