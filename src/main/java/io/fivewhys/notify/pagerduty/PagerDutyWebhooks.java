package io.fivewhys.notify.pagerduty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.notify.Hmac;
import io.fivewhys.notify.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads PagerDuty's webhooks, version 3, after it was made sure that they are PagerDuty's: {@code
 * X-PagerDuty-Signature} holds one or more of {@code v1=} HMAC-SHA256 over the body, several while
 * a secret is rotated.
 *
 * <p>What happened here comes back from there as well: our own acknowledge event makes PagerDuty
 * send {@code incident.acknowledged}. Taking that in a second time changes nothing.
 *
 * @see <a href="https://developer.pagerduty.com/docs/webhook-overview">PagerDuty: webhooks</a>
 * @see <a href="https://developer.pagerduty.com/docs/verifying-webhook-signatures">PagerDuty:
 *     verifying signatures</a>
 */
public final class PagerDutyWebhooks {
  public static final String SIGNATURE_HEADER = "X-PagerDuty-Signature";

  /** A larger body is none of PagerDuty's, and need not be read. */
  public static final int MOST_BYTES = 256 << 10;

  private static final int MOST_SIGNATURES = 10;
  private static final int MOST_CHARS = 255;

  private final List<SecretRef> secrets;
  private final SourceContext context;

  /**
   * @param secrets of the webhook subscriptions; read at each request
   */
  public PagerDutyWebhooks(List<SecretRef> secrets, SourceContext context) {
    this.secrets = List.copyOf(secrets);
    this.context = context;
  }

  /**
   * @param signatures the header {@link #SIGNATURE_HEADER}
   * @param body byte by byte as it came
   */
  public PagerDutyRequest read(Optional<String> signatures, byte[] body) {
    if (body.length > MOST_BYTES) {
      return new PagerDutyRequest.Unverified("it has more than " + MOST_BYTES + " bytes");
    }
    if (signatures.isEmpty()) {
      return new PagerDutyRequest.Unverified("it has no signature");
    }
    return unverified(signatures.get(), body)
        .<PagerDutyRequest>map(PagerDutyRequest.Unverified::new)
        .or(() -> Json.read(body).map(PagerDutyWebhooks::event))
        .orElse(new PagerDutyRequest.Malformed("it is no JSON object"));
  }

  /** Why it is not PagerDuty's; empty when it is. */
  private Optional<String> unverified(String signatures, byte[] body) {
    List<String> expected = new ArrayList<>();
    Optional<String> unread = Optional.empty();
    for (SecretRef each : secrets) {
      try {
        expected.add("v1=" + Hmac.hex(each.reveal(context), body));
      } catch (SourceFailed e) {
        // Of one subscription; those of the others are as good as before.
        unread = Optional.of(e.getMessage());
      }
    }
    boolean matches = false;
    for (String given : signatures.split(",", MOST_SIGNATURES)) {
      for (String each : expected) {
        matches |= Hmac.same(each, given.strip());
      }
    }
    return matches
        ? Optional.empty()
        : unread.or(
            () ->
                Optional.of(
                    "none of its signatures is of the webhook's secret; is that the"
                        + " subscription's?"));
  }

  private static PagerDutyRequest event(ObjectNode body) {
    JsonNode event = body.path("event");
    Optional<String> type = Json.text(event, "event_type");
    Optional<String> id = bounded(Json.text(event, "id"));
    if (type.isEmpty() || id.isEmpty()) {
      return new PagerDutyRequest.Malformed("it names no event");
    }
    return switch (type.get()) {
      case "pagey.ping" -> new PagerDutyRequest.Ping();
      case "incident.acknowledged", "incident.resolved" ->
          change(event, id.get(), type.get().equals("incident.resolved"));
      default -> new PagerDutyRequest.Ignored("nothing is done about such an event");
    };
  }

  private static PagerDutyRequest change(JsonNode event, String id, boolean resolved) {
    Optional<String> incident =
        bounded(Json.text(event, "data", "incident_key")).flatMap(DedupKey::incident);
    if (incident.isEmpty()) {
      return new PagerDutyRequest.Ignored("the incident is none of ours");
    }
    // An integration or a rule of PagerDuty's has no agent, or one without a name.
    String by = bounded(Json.text(event, "agent", "summary")).orElse("PagerDuty");
    return resolved
        ? new PagerDutyRequest.Resolved(id, incident.get(), by)
        : new PagerDutyRequest.Acknowledged(id, incident.get(), by);
  }

  private static Optional<String> bounded(Optional<String> text) {
    return text.filter(it -> !it.isBlank() && it.length() <= MOST_CHARS)
        .filter(it -> it.chars().noneMatch(Character::isISOControl));
  }
}
