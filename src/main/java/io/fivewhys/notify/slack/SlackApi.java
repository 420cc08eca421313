package io.fivewhys.notify.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.HttpSender;
import io.fivewhys.notify.HttpSender.Result;
import io.fivewhys.notify.Json;
import io.fivewhys.notify.RetryAfter;
import io.fivewhys.notify.Texts;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls Slack's Web API, and tells its errors apart.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/chat.postMessage/">chat.postMessage</a>
 * @see <a href="https://docs.slack.dev/reference/methods/chat.update/">chat.update</a>
 */
final class SlackApi {
  /** The message that is to be changed is not there, or may not be changed any more. */
  private static final Set<String> GONE =
      Set.of(
          "message_not_found",
          "thread_not_found",
          "cant_update_message",
          "edit_window_closed",
          "update_failed");

  /** Slack's own trouble. */
  private static final Set<String> PASSING =
      Set.of(
          "ratelimited",
          "rate_limited",
          "message_limit_exceeded",
          "internal_error",
          "fatal_error",
          "service_unavailable",
          "request_timeout");

  /** The message itself. The rest is about the token, a right or the channel. */
  private static final Set<String> UNUSABLE =
      Set.of(
          "invalid_blocks",
          "invalid_blocks_format",
          "invalid_attachments",
          "invalid_arguments",
          "invalid_arg_name",
          "invalid_array_arg",
          "invalid_charset",
          "invalid_form_data",
          "invalid_post_type",
          "invalid_json",
          "json_not_object",
          "missing_post_type",
          "msg_blocks_too_long",
          "msg_too_long",
          "no_text",
          "attachment_payload_limit_exceeded");

  /** The answer holds the message, each letter beyond ASCII as six bytes. */
  static final int MOST_BYTES = 512 << 10;

  private final URI base;
  private final HttpSender sender;
  private final Clock clock;

  /** What Slack said. */
  sealed interface Said {
    record Done(SlackReference reference) implements Said {}

    /** There is no such message to change. */
    record Gone(String error) implements Said {}

    record Not(Delivery delivery) implements Said {}
  }

  SlackApi(URI base, HttpSender sender, Clock clock) {
    this.base = base;
    this.sender = sender;
    this.clock = clock;
  }

  Said call(String method, ObjectNode body, String token) throws InterruptedException {
    URI url = URI.create(base.toString().replaceAll("/+$", "") + "/" + method);
    var headers =
        Map.of(
            "Authorization", "Bearer " + token, "Content-Type", "application/json; charset=utf-8");
    return switch (sender.post(url, headers, Json.bytes(body), MOST_BYTES)) {
      case Result.Unanswered(var reason) ->
          new Said.Not(new Delivery.Failed(reason, Optional.empty()));
      case Result.Answered answer -> said(method, answer, token);
    };
  }

  private Said said(String method, Result.Answered answer, String token) {
    var after = RetryAfter.of(answer.headers(), clock.instant());
    if (!answer.isSuccess()) {
      String reason = "Slack answers " + method + " with HTTP " + answer.status();
      boolean passes = answer.status() == 429 || answer.status() / 100 == 5;
      return new Said.Not(
          new Delivery.Failed(reason, passes ? after : Optional.of(Delivery.UNTIL_MENDED)));
    }
    Optional<ObjectNode> json = Json.read(answer.body());
    if (json.isEmpty() || !json.get().path("ok").isBoolean()) {
      return new Said.Not(
          new Delivery.Failed("Slack's answer to " + method + " makes no sense", after));
    }
    if (!json.get().path("ok").booleanValue()) {
      String error = Json.text(json.get(), "error").orElse("an unnamed error");
      return refused(method, Texts.shown(error, List.of(token)), after);
    }
    var channel = Json.text(json.get(), "channel");
    var ts = Json.text(json.get(), "ts");
    return channel.isPresent() && ts.isPresent()
        ? new Said.Done(new SlackReference(channel.get(), ts.get()))
        : new Said.Not(new Delivery.Failed("Slack does not say where the message is", after));
  }

  private static Said refused(String method, String error, Optional<java.time.Duration> after) {
    String reason = "Slack refuses " + method + ": " + error;
    if (GONE.contains(error)) {
      return new Said.Gone(error);
    }
    if (PASSING.contains(error)) {
      return new Said.Not(new Delivery.Failed(reason, after));
    }
    return UNUSABLE.contains(error)
        ? new Said.Not(new Delivery.Refused(reason))
        : new Said.Not(new Delivery.Failed(reason, Optional.of(Delivery.UNTIL_MENDED)));
  }
}
