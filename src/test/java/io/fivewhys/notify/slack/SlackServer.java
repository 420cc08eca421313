package io.fivewhys.notify.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.notify.Json;
import io.fivewhys.notify.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stands for Slack: {@code /api/chat.postMessage} and {@code chat.update} with a bot's token, and
 * the incoming webhook {@code /services/T1/B1/secret}. Refuses what Slack refuses. Counts by the id
 * of our message, which is in its metadata, and {@code webhook} for the webhook.
 */
public final class SlackServer extends ScriptedServer {
  public static final String TOKEN = "xoxb-test-token-of-slack";
  public static final String WEBHOOK_PATH = "/services/T1/B1/secretsecret";
  private static final Set<String> BLOCKS = Set.of("header", "section", "context", "actions");

  private final Map<String, Shown> shown = new LinkedHashMap<>();
  private final Map<String, Long> lastPostNanos = new LinkedHashMap<>();
  private final List<String> methods = new ArrayList<>();
  private volatile boolean limiting;
  private volatile String error = "";
  private int number;

  /** A message as people see it. */
  public record Shown(
      String channel, String ts, Optional<String> thread, String text, JsonNode blocks, int edits) {
    public boolean hasButton() {
      return blocks.toString().contains("\"button\"");
    }
  }

  public SlackServer(int port) throws IOException {
    super(port);
    start();
  }

  public static void main(String[] arguments) throws Exception {
    standalone(new SlackServer(Integer.parseInt(arguments[0])));
  }

  public URI api() {
    return URI.create(url() + "/api");
  }

  /** From now on more than one message a second to a channel is answered with 429. */
  public void limitRate() {
    limiting = true;
  }

  /** From now on every call of the API ends so; empty: none does. */
  public void fail(String with) {
    error = with;
  }

  public synchronized void delete(String ts) {
    shown.remove(ts);
  }

  /** In the order in which they were posted. */
  public synchronized List<Shown> shown() {
    return List.copyOf(shown.values());
  }

  /** What was called and done. */
  public synchronized List<String> methods() {
    return List.copyOf(methods);
  }

  @Override
  protected synchronized Answer answer(Request request) {
    Optional<ObjectNode> body = Json.read(request.body());
    if (!request.header("content-type").orElse("").equals("application/json; charset=utf-8")) {
      violation("content type " + request.header("content-type"));
    }
    if (request.path().equals(WEBHOOK_PATH)) {
      return webhook(body);
    }
    if (request.path().startsWith("/services/")) {
      return Answer.of(404, "no_service");
    }
    if (!request.header("authorization").orElse("").equals("Bearer " + TOKEN)) {
      return refused("invalid_auth");
    }
    if (!error.isEmpty()) {
      return refused(error);
    }
    if (body.isEmpty()) {
      return refused("invalid_json");
    }
    return switch (request.path()) {
      case "/api/chat.postMessage" -> post(body.get());
      case "/api/chat.update" -> update(body.get());
      default -> refused("unknown_method");
    };
  }

  private Answer webhook(Optional<ObjectNode> body) {
    if (body.isEmpty() || problem(body.get()).isPresent()) {
      return Answer.of(400, "invalid_payload");
    }
    if (isTooSoon("webhook")) {
      return new Answer(429, Map.of("Retry-After", "1"), "rate_limited");
    }
    keep("webhook", body.get());
    count("webhook");
    return Answer.of(200, "ok");
  }

  private Answer post(ObjectNode body) {
    String channel = body.path("channel").asText();
    if (channel.isEmpty()) {
      return refused("channel_not_found");
    }
    Optional<String> problem = problem(body);
    if (problem.isPresent()) {
      return refused(problem.get());
    }
    if (isTooSoon(channel)) {
      return new Answer(
          429, Map.of("Retry-After", "1"), "{\"ok\":false,\"error\":\"ratelimited\"}");
    }
    methods.add("post");
    counted(body);
    return done(keep("C" + Integer.toHexString(channel.hashCode()), body));
  }

  private Answer update(ObjectNode body) {
    Shown before = shown.get(body.path("ts").asText());
    if (before == null || !before.channel().equals(body.path("channel").asText())) {
      return refused("message_not_found");
    }
    Optional<String> problem = problem(body);
    if (problem.isPresent()) {
      return refused(problem.get());
    }
    methods.add("update");
    counted(body);
    var after =
        new Shown(
            before.channel(),
            before.ts(),
            before.thread(),
            body.path("text").asText(),
            body.path("blocks"),
            before.edits() + 1);
    shown.put(before.ts(), after);
    return done(after);
  }

  private void counted(ObjectNode body) {
    Json.text(body, "metadata", "event_payload", "message").ifPresent(this::count);
  }

  private Shown keep(String channel, ObjectNode body) {
    String ts = "1763806500.%06d".formatted(++number);
    var message =
        new Shown(
            channel,
            ts,
            Json.text(body, "thread_ts"),
            body.path("text").asText(),
            body.path("blocks"),
            0);
    shown.put(ts, message);
    return message;
  }

  private boolean isTooSoon(String channel) {
    long now = System.nanoTime();
    Long before = lastPostNanos.put(channel, now);
    return limiting && before != null && now - before < 1_000_000_000L;
  }

  private static Answer done(Shown message) {
    return Answer.of(
        200,
        "{\"ok\":true,\"channel\":\"%s\",\"ts\":\"%s\"}"
            .formatted(message.channel(), message.ts()));
  }

  private static Answer refused(String error) {
    return Answer.of(200, "{\"ok\":false,\"error\":\"%s\"}".formatted(error));
  }

  /** What Slack would say, or nothing. Each is noted as a violation, too. */
  private Optional<String> problem(ObjectNode body) {
    String text = body.path("text").asText();
    if (text.isBlank()) {
      return noted("no_text", body);
    }
    if (text.length() > 4_000) {
      return noted("msg_too_long", body);
    }
    if (mentions(text) || !body.path("parse").asText().equals("none")) {
      return noted("somebody is mentioned", body);
    }
    JsonNode blocks = body.path("blocks");
    if (blocks.size() > 50) {
      return noted("invalid_blocks", body);
    }
    for (JsonNode block : blocks) {
      if (!isValid(block)) {
        return noted("invalid_blocks", block);
      }
    }
    return Optional.empty();
  }

  private Optional<String> noted(String what, JsonNode where) {
    String all = where.toString();
    violation(what + ": " + all.substring(0, Math.min(500, all.length())));
    return Optional.of(what.replace(' ', '_'));
  }

  private static boolean isValid(JsonNode block) {
    String type = block.path("type").asText();
    return BLOCKS.contains(type)
        && switch (type) {
          case "header" ->
              block.path("text").path("type").asText().equals("plain_text")
                  && isWithin(block.path("text"), 150);
          case "section" -> isSection(block);
          case "context" ->
              block.path("elements").size() >= 1
                  && block.path("elements").size() <= 10
                  && all(block.path("elements"), 2_000);
          default -> areButtons(block.path("elements"));
        };
  }

  private static boolean isSection(JsonNode block) {
    JsonNode fields = block.path("fields");
    boolean fieldsFit = fields.isMissingNode() || fields.size() >= 1 && fields.size() <= 10;
    return (block.has("text") || block.has("fields"))
        && (!block.has("text") || isMrkdwn(block.path("text"), 3_000))
        && fieldsFit
        && all(fields, 2_000);
  }

  private static boolean all(JsonNode texts, int most) {
    for (JsonNode each : texts) {
      if (!isMrkdwn(each, most)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMrkdwn(JsonNode text, int most) {
    return text.path("type").asText().equals("mrkdwn")
        && isWithin(text, most)
        && !mentions(text.path("text").asText());
  }

  private static boolean isWithin(JsonNode text, int most) {
    int length = text.path("text").asText().length();
    return length >= 1 && length <= most;
  }

  private static boolean areButtons(JsonNode buttons) {
    boolean fit = buttons.size() >= 1 && buttons.size() <= 25;
    for (JsonNode each : buttons) {
      fit &=
          each.path("type").asText().equals("button")
              && each.path("text").path("type").asText().equals("plain_text")
              && isWithin(each.path("text"), 75)
              && each.path("action_id").asText().length() <= 255
              && each.path("value").asText().length() <= 2_000
              && (!each.has("confirm") || isDialog(each.path("confirm")));
    }
    return fit;
  }

  private static boolean isDialog(JsonNode dialog) {
    Map<String, Integer> most = Map.of("title", 100, "text", 300, "confirm", 30, "deny", 30);
    return most.entrySet().stream()
        .allMatch(
            it ->
                dialog.path(it.getKey()).path("type").asText().equals("plain_text")
                    && isWithin(dialog.path(it.getKey()), it.getValue()));
  }

  /** Also a name that a client may link, outside of code, and half an entity. */
  private static boolean mentions(String mrkdwn) {
    String words = mrkdwn.replaceAll("(?s)```.*?```", "");
    return mrkdwn.matches("(?s).*<[!@#].*")
        || words.matches("(?s).*@(?:here|channel|everyone).*")
        || mrkdwn.matches("(?s).*&(?!amp;|lt;|gt;).*")
        || mrkdwn.matches("(?s).*<(?!https://fivewhys\\.example/).*");
  }
}
