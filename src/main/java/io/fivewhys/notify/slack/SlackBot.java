package io.fivewhys.notify.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.notify.Channel;
import io.fivewhys.notify.Delivery;
import io.fivewhys.notify.HttpSender;
import io.fivewhys.notify.Message;
import io.fivewhys.notify.Occasion;
import io.fivewhys.notify.Templates;
import io.fivewhys.notify.slack.SlackApi.Said;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Slack by a bot's token: one message per incident that always says how it stands, and in its
 * thread what people have to notice.
 */
public final class SlackBot implements Channel {
  public static final URI API = URI.create("https://slack.com/api");

  /** Slack takes about one message a second for each channel. */
  static final Duration SPACING = Duration.ofSeconds(1);

  private final Place place;
  private final SourceContext context;
  private final SlackApi api;
  private final SlackMessages messages;

  /**
   * Where messages go.
   *
   * @param channel name or id
   * @param token of a bot with the right {@code chat:write}; read at each delivery
   * @param interactive whether buttons are shown, since Slack brings us what is pressed
   */
  public record Place(String name, String channel, SecretRef token, boolean interactive, URI api) {}

  public SlackBot(Place place, Templates templates, HttpSender sender, SourceContext context) {
    this.place = place;
    this.context = context;
    api = new SlackApi(place.api(), sender, context.clock());
    messages = new SlackMessages(templates, place.interactive());
  }

  @Override
  public String name() {
    return place.name();
  }

  @Override
  public String type() {
    return "slack";
  }

  @Override
  public int concurrency() {
    return 1;
  }

  @Override
  public Duration spacing() {
    return SPACING;
  }

  @Override
  public boolean tells(Occasion occasion) {
    return true;
  }

  @Override
  public Delivery deliver(Message message, Optional<String> reference) throws InterruptedException {
    String token;
    try {
      token = place.token().reveal(context);
    } catch (SourceFailed e) {
      return new Delivery.Failed(e.getMessage(), Optional.of(Delivery.UNTIL_MENDED));
    }
    Optional<SlackReference> known =
        message.incident().flatMap(_ -> reference).flatMap(SlackReference::parse);
    return known.isPresent() ? changed(message, known.get(), token) : posted(message, token);
  }

  private Delivery posted(Message message, String token) throws InterruptedException {
    ObjectNode body = messages.whole(message).put("channel", place.channel());
    return switch (call("chat.postMessage", message, body, token)) {
      case Said.Done(var reference) ->
          new Delivery.Delivered(message.incident().map(_ -> reference.toString()));
      case Said.Gone(var error) ->
          new Delivery.Failed(
              "Slack refuses a new message: " + error, Optional.of(Delivery.UNTIL_MENDED));
      case Said.Not(var delivery) -> delivery;
    };
  }

  private Delivery changed(Message message, SlackReference known, String token)
      throws InterruptedException {
    ObjectNode body = messages.whole(message).put("channel", known.channel()).put("ts", known.ts());
    return switch (call("chat.update", message, body, token)) {
      case Said.Done _ ->
          message.isWorthNotice()
              ? noticed(message, known, token)
              : new Delivery.Delivered(Optional.empty());
      // Somebody deleted it, or the workspace allows no late changes: begin another.
      case Said.Gone _ -> posted(message, token);
      case Said.Not(var delivery) -> delivery;
    };
  }

  /** When this fails the change before it is repeated too, which does no harm. */
  private Delivery noticed(Message message, SlackReference known, String token)
      throws InterruptedException {
    ObjectNode body =
        messages.notice(message).put("channel", known.channel()).put("thread_ts", known.ts());
    return switch (call("chat.postMessage", message, body, token)) {
      case Said.Done _ -> new Delivery.Delivered(Optional.empty());
      // It was deleted this very moment; the next message begins another.
      case Said.Gone _ -> new Delivery.Delivered(Optional.empty());
      case Said.Not(var delivery) -> delivery;
    };
  }

  private Said call(String method, Message message, ObjectNode body, String token)
      throws InterruptedException {
    body.set("metadata", SlackMessages.metadata(message));
    return api.call(method, body, token);
  }
}
