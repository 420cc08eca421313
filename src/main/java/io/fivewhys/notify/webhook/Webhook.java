package io.fivewhys.notify.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.notify.Channel;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.Hmac;
import io.fivewhys.notify.HttpSender;
import io.fivewhys.notify.HttpSender.Result;
import io.fivewhys.notify.Json;
import io.fivewhys.notify.Message;
import io.fivewhys.notify.Occasion;
import io.fivewhys.notify.RetryAfter;
import io.fivewhys.notify.Texts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Posts messages as JSON to whatever wants them. */
public final class Webhook implements Channel {
  /** Says that body and time are ours. */
  public static final String SIGNATURE_HEADER = "X-Fivewhys-Signature";

  /** The same at each try to deliver a message. */
  public static final String ID_HEADER = "Idempotency-Key";

  /** Not of the message, but of the address or of who we are, which people mend. */
  private static final Set<Integer> OF_THE_PLACE = Set.of(401, 403, 404, 407, 410);

  private final Place place;
  private final HttpSender sender;
  private final SourceContext context;

  /** How a message is laid out. */
  public enum Form {
    JSON("application/json"),
    CLOUDEVENTS("application/cloudevents+json; charset=utf-8");

    private final String contentType;

    Form(String contentType) {
      this.contentType = contentType;
    }
  }

  /**
   * Where messages go.
   *
   * @param secret signs each message; empty: none is signed. Read at each delivery, as are the
   *     headers
   * @param headers sent along
   * @param secretHeaders the same, with secrets
   * @param source of CloudEvents: an address of this service, or a name
   */
  public record Place(
      String name,
      URI url,
      Form form,
      Optional<SecretRef> secret,
      Map<String, String> headers,
      Map<String, SecretRef> secretHeaders,
      URI source) {}

  public Webhook(Place place, HttpSender sender, SourceContext context) {
    this.place = place;
    this.sender = sender;
    this.context = context;
  }

  @Override
  public String name() {
    return place.name();
  }

  @Override
  public String type() {
    return "webhook";
  }

  @Override
  public int concurrency() {
    return 4;
  }

  @Override
  public Duration spacing() {
    return Duration.ZERO;
  }

  @Override
  public boolean tells(Occasion occasion) {
    return true;
  }

  @Override
  public Delivery deliver(Message message, Optional<String> reference) throws InterruptedException {
    byte[] body = Json.bytes(body(message));
    List<String> secrets = new ArrayList<>();
    Map<String, String> headers;
    try {
      headers = headers(message, body, secrets);
    } catch (SourceFailed e) {
      return new Delivery.Failed(e.getMessage(), Optional.of(Delivery.UNTIL_MENDED));
    }
    return switch (sender.post(place.url(), headers, body)) {
      case Result.Unanswered(var reason) -> new Delivery.Failed(reason, Optional.empty());
      case Result.Answered answer -> delivery(answer, secrets);
    };
  }

  private ObjectNode body(Message message) {
    return switch (place.form()) {
      case JSON -> WebhookBody.of(message);
      case CLOUDEVENTS -> WebhookBody.cloudEvent(message, place.source());
    };
  }

  private Map<String, String> headers(Message message, byte[] body, List<String> secrets)
      throws SourceFailed {
    Map<String, String> headers = new LinkedHashMap<>(place.headers());
    for (var each : place.secretHeaders().entrySet()) {
      String value = each.getValue().reveal(context);
      headers.put(each.getKey(), value);
      secrets.add(value);
    }
    headers.put("Content-Type", place.form().contentType);
    headers.put(ID_HEADER, message.id());
    if (place.secret().isPresent()) {
      String secret = place.secret().get().reveal(context);
      secrets.add(secret);
      headers.put(
          SIGNATURE_HEADER, signature(secret, context.clock().instant().getEpochSecond(), body));
    }
    return headers;
  }

  /** {@code t=<unix seconds>,v1=<hex>}: the HMAC-SHA256 of seconds, a dot and the body. */
  static String signature(String secret, long seconds, byte[] body) {
    byte[] head = (seconds + ".").getBytes(StandardCharsets.US_ASCII);
    return "t=" + seconds + ",v1=" + Hmac.hex(secret, head, body);
  }

  private Delivery delivery(Result.Answered answer, List<String> secrets) {
    if (answer.isSuccess()) {
      return new Delivery.Delivered(Optional.empty());
    }
    int status = answer.status();
    String said = Texts.shown(new String(answer.body(), StandardCharsets.UTF_8), secrets);
    String reason = HttpSender.place(place.url()) + " answers HTTP " + status + ": " + said;
    if (status / 100 == 3) {
      return new Delivery.Refused(reason + "; set url to where it leads");
    }
    boolean passes = status == 408 || status == 425 || status == 429 || status / 100 == 5;
    if (passes) {
      return new Delivery.Failed(
          reason, RetryAfter.of(answer.headers(), context.clock().instant()));
    }
    return OF_THE_PLACE.contains(status)
        ? new Delivery.Failed(reason, Optional.of(Delivery.UNTIL_MENDED))
        : new Delivery.Refused(reason);
  }
}
