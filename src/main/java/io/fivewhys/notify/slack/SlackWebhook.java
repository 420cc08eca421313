package io.fivewhys.notify.slack;

import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.notify.Addresses;
import io.fivewhys.notify.Channel;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.HttpSender;
import io.fivewhys.notify.HttpSender.Result;
import io.fivewhys.notify.Json;
import io.fivewhys.notify.Message;
import io.fivewhys.notify.Occasion;
import io.fivewhys.notify.RetryAfter;
import io.fivewhys.notify.Templates;
import io.fivewhys.notify.Texts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Slack by an incoming webhook, of which the whole address is the secret. It can only post: no
 * message is changed afterwards, there are no threads and no buttons.
 *
 * @see <a
 *     href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/">Incoming
 *     webhooks and their errors</a>
 */
public final class SlackWebhook implements Channel {
  private final String name;
  private final SecretRef url;
  private final SourceContext context;
  private final HttpSender sender;
  private final SlackMessages messages;

  /**
   * @param url read at each delivery
   */
  public SlackWebhook(
      String name, SecretRef url, Templates templates, HttpSender sender, SourceContext context) {
    this.name = name;
    this.url = url;
    this.context = context;
    this.sender = sender;
    messages = new SlackMessages(templates, false);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return "slack-webhook";
  }

  @Override
  public int concurrency() {
    return 1;
  }

  @Override
  public Duration spacing() {
    return SlackBot.SPACING;
  }

  @Override
  public boolean tells(Occasion occasion) {
    return true;
  }

  @Override
  public Delivery deliver(Message message, Optional<String> reference) throws InterruptedException {
    if (!message.isWorthNotice()) {
      // There is no message to bring up to date, and this is not worth one of its own.
      return new Delivery.Delivered(Optional.empty());
    }
    String secret;
    try {
      secret = url.reveal(context);
    } catch (SourceFailed e) {
      return new Delivery.Failed(e.getMessage(), Optional.of(Delivery.UNTIL_MENDED));
    }
    Optional<URI> address = Addresses.safe(secret);
    if (address.isEmpty()) {
      return new Delivery.Failed(
          "the secret of the channel " + name + " is no https address",
          Optional.of(Delivery.UNTIL_MENDED));
    }
    var headers = Map.of("Content-Type", "application/json; charset=utf-8");
    byte[] body = Json.bytes(messages.whole(message));
    return switch (sender.post(address.get(), headers, body)) {
      case Result.Unanswered(var reason) -> new Delivery.Failed(reason, Optional.empty());
      case Result.Answered answer -> delivery(answer, secret);
    };
  }

  private Delivery delivery(Result.Answered answer, String secret) {
    String said = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.status() == 200 && said.strip().equals("ok")) {
      return new Delivery.Delivered(Optional.empty());
    }
    String path = URI.create(secret).getRawPath();
    String reason =
        "Slack's webhook answers HTTP %d: %s"
            .formatted(answer.status(), Texts.shown(said, List.of(secret, path)));
    return switch (answer.status()) {
      // invalid_payload and the like.
      case 400, 413 -> new Delivery.Refused(reason);
      // Revoked, archived, forbidden: a new address mends it.
      case 401, 403, 404, 410 -> new Delivery.Failed(reason, Optional.of(Delivery.UNTIL_MENDED));
      default ->
          new Delivery.Failed(reason, RetryAfter.of(answer.headers(), context.clock().instant()));
    };
  }
}
