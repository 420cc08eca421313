package io.fivewhys.notify.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.notify.Addresses;
import io.fivewhys.notify.Hmac;
import io.fivewhys.notify.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what Slack posts when somebody presses a button, after it was made sure that it is Slack:
 * {@code v0=} HMAC-SHA256 over {@code v0:timestamp:body} with the app's signing secret, not older
 * than five minutes.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack/">Verifying
 *     requests from Slack</a>
 */
public final class SlackRequests {
  public static final String TIMESTAMP_HEADER = "X-Slack-Request-Timestamp";
  public static final String SIGNATURE_HEADER = "X-Slack-Signature";

  /** The action of the button that takes on an incident. */
  public static final String ACKNOWLEDGE = "fivewhys.acknowledge";

  /**
   * Of the button that lets an action be done; its value is the id, a blank and the plan's hash.
   */
  public static final String APPROVE = "fivewhys.approve";

  /** Of the button that says no to an action; its value is the id. */
  public static final String REJECT = "fivewhys.reject";

  /** A larger body is none of Slack's, and need not be read. */
  public static final int MOST_BYTES = 256 << 10;

  static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int MOST_ID_CHARS = 255;
  private static final int MOST_VALUE_CHARS = 2_000;

  private final List<SecretRef> secrets;
  private final SourceContext context;

  /**
   * @param secrets signing secrets of the apps that may ask; read at each request
   */
  public SlackRequests(List<SecretRef> secrets, SourceContext context) {
    this.secrets = List.copyOf(secrets);
    this.context = context;
  }

  /**
   * @param timestamp the header {@link #TIMESTAMP_HEADER}
   * @param signature the header {@link #SIGNATURE_HEADER}
   * @param body byte by byte as it came
   * @param now time of this machine, which Slack's timestamp is held against
   */
  public SlackRequest read(
      Optional<String> timestamp, Optional<String> signature, byte[] body, Instant now) {
    if (body.length > MOST_BYTES) {
      return new SlackRequest.Unverified("it has more than " + MOST_BYTES + " bytes");
    }
    return unverified(timestamp, signature, body, now).orElseGet(() -> payload(body));
  }

  private Optional<SlackRequest> unverified(
      Optional<String> timestamp, Optional<String> signature, byte[] body, Instant now) {
    if (timestamp.filter(it -> it.matches("[0-9]{1,12}")).isEmpty() || signature.isEmpty()) {
      return unverified("it has no timestamp or no signature");
    }
    Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp.get()));
    if (Duration.between(at, now).abs().compareTo(WINDOW) > 0) {
      return unverified(
          "its timestamp is more than five minutes away; if this goes on, a clock is wrong");
    }
    byte[] head = ("v0:" + timestamp.get() + ":").getBytes(StandardCharsets.UTF_8);
    boolean matches = false;
    Optional<String> unread = Optional.empty();
    for (SecretRef each : secrets) {
      try {
        String expected = "v0=" + Hmac.hex(each.reveal(context), head, body);
        matches |= Hmac.same(expected, signature.get());
      } catch (SourceFailed e) {
        // Of one app; those of the others are as good as before.
        unread = Optional.of(e.getMessage());
      }
    }
    return matches
        ? Optional.empty()
        : unverified(
            unread.orElse("its signature is not of the signing secret; is that the app's?"));
  }

  private static Optional<SlackRequest> unverified(String why) {
    return Optional.of(new SlackRequest.Unverified(why));
  }

  private static SlackRequest payload(byte[] body) {
    List<String> payloads = new ArrayList<>();
    for (String pair : new String(body, StandardCharsets.UTF_8).split("&", 100)) {
      if (pair.startsWith("payload=")) {
        payloads.add(pair.substring("payload=".length()));
      }
    }
    if (payloads.size() != 1) {
      return new SlackRequest.Malformed("a form with one payload is expected");
    }
    try {
      String json = URLDecoder.decode(payloads.getFirst(), StandardCharsets.UTF_8);
      return Json.read(json.getBytes(StandardCharsets.UTF_8))
          .map(SlackRequests::actions)
          .orElse(new SlackRequest.Malformed("the payload is no JSON object"));
    } catch (IllegalArgumentException e) {
      return new SlackRequest.Malformed("the form is not encoded as one");
    }
  }

  private static SlackRequest actions(ObjectNode payload) {
    Optional<String> type = Json.text(payload, "type");
    if (type.isEmpty()) {
      return new SlackRequest.Malformed("the payload has no type");
    }
    if (!type.get().equals("block_actions")) {
      return new SlackRequest.Ignored("it is about no button");
    }
    JsonNode action = payload.path("actions").path(0);
    Optional<String> id = bounded(Json.text(action, "action_id"), MOST_ID_CHARS);
    Optional<String> user = bounded(Json.text(payload, "user", "id"), MOST_ID_CHARS);
    if (id.isEmpty() || user.isEmpty()) {
      return new SlackRequest.Malformed("the payload names no action or no user");
    }
    Optional<String> value = bounded(Json.text(action, "value"), MOST_VALUE_CHARS);
    if (!Json.text(action, "type").equals(Optional.of("button")) || value.isEmpty()) {
      return new SlackRequest.Ignored("it is none of our buttons");
    }
    return new SlackRequest.Pressed(
        id.get(),
        value.get(),
        user.get(),
        bounded(
                Json.text(payload, "user", "name").or(() -> Json.text(payload, "user", "username")),
                MOST_ID_CHARS)
            .orElse(user.get()),
        Json.text(payload, "response_url").flatMap(Addresses::safe));
  }

  /** Empty, too, when it is empty, too long or holds what no name does. */
  private static Optional<String> bounded(Optional<String> text, int most) {
    return text.filter(it -> !it.isBlank() && it.length() <= most)
        .filter(it -> it.chars().noneMatch(Character::isISOControl));
  }
}
