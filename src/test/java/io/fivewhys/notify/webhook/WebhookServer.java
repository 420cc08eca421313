package io.fivewhys.notify.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.notify.Hmac;
import io.fivewhys.notify.Json;
import io.fivewhys.notify.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * Stands for whoever takes our webhook: checks signature, id and shape as a receiver should, and
 * counts by the id of the message.
 */
public final class WebhookServer extends ScriptedServer {
  public static final String SECRET = "secret-of-the-webhook";
  private static final Pattern SIGNATURE = Pattern.compile("t=(\\d{10}),v1=([0-9a-f]{64})");

  private final boolean signed;
  private final List<Request> taken = new CopyOnWriteArrayList<>();

  /**
   * @param signed whether every message must be
   */
  public WebhookServer(int port, boolean signed) throws IOException {
    super(port);
    this.signed = signed;
    start();
  }

  public static void main(String[] arguments) throws Exception {
    standalone(new WebhookServer(Integer.parseInt(arguments[0]), false));
  }

  /** In order. */
  public List<Request> taken() {
    return List.copyOf(taken);
  }

  @Override
  protected Answer answer(Request request) {
    Optional<String> problem = problem(request);
    if (problem.isPresent()) {
      violation(problem.get());
      return Answer.of(422, problem.get());
    }
    taken.add(request);
    count(request.header("Idempotency-Key").orElseThrow());
    return Answer.of(204, "");
  }

  private Optional<String> problem(Request request) {
    if (!request.method().equals("POST") || request.body().length > 520 << 10) {
      return Optional.of("no POST, or more than 520 KiB");
    }
    if (signed && !isSigned(request)) {
      return Optional.of("the signature is wrong");
    }
    Optional<ObjectNode> json = Json.read(request.body());
    if (json.isEmpty()) {
      return Optional.of("no JSON object");
    }
    boolean isEvent =
        request.header("content-type").orElse("").startsWith("application/cloudevents+json");
    return isEvent ? problemOfEvent(json.get(), request) : problem(json.get(), request);
  }

  private static boolean isSigned(Request request) {
    var found = SIGNATURE.matcher(request.header("X-Fivewhys-Signature").orElse(""));
    return found.matches()
        && Hmac.hex(
                SECRET, (found.group(1) + ".").getBytes(StandardCharsets.US_ASCII), request.body())
            .equals(found.group(2));
  }

  /** The attributes that CloudEvents 1.0 requires. */
  private static Optional<String> problemOfEvent(ObjectNode event, Request request) {
    boolean fits =
        event.path("specversion").asText().equals("1.0")
            && !event.path("source").asText().isBlank()
            && event.path("type").asText().matches("io\\.fivewhys\\.incident\\.[a-z_]+")
            && event.path("id").equals(event.path("data").path("id"))
            && event.path("datacontenttype").asText().equals("application/json");
    return fits
        ? problem((ObjectNode) event.get("data"), request)
        : Optional.of("no CloudEvent of ours");
  }

  private static Optional<String> problem(ObjectNode message, Request request) {
    for (String name : List.of("version", "id", "occasion", "at", "text")) {
      if (!message.path(name).isTextual()) {
        return Optional.of(name + " is missing");
      }
    }
    if (!request.header("Idempotency-Key").equals(Json.text(message, "id"))) {
      return Optional.of("the header Idempotency-Key is not the id");
    }
    return message.path("timeline").isArray() ? Optional.empty() : Optional.of("no timeline");
  }
}
