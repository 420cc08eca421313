package io.fivewhys.notify.pagerduty;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.collect.SecretRef;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.incident.Incident;
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
 * Calls people by PagerDuty's Events API v2: a level of the escalation triggers, and an
 * acknowledged or resolved incident is so there too.
 */
public final class PagerDuty implements Channel {
  public static final URI API = URI.create("https://events.pagerduty.com");

  /** PagerDuty asks for minutes between tries where it has too much to do or fails. */
  static final Duration BACK_OFF = Duration.ofMinutes(1);

  private final Place place;
  private final Templates templates;
  private final HttpSender sender;
  private final SourceContext context;

  /**
   * Where events go.
   *
   * @param routingKey integration key of a service, read at each delivery
   */
  public record Place(String name, SecretRef routingKey, URI api) {}

  public PagerDuty(Place place, Templates templates, HttpSender sender, SourceContext context) {
    this.place = place;
    this.templates = templates;
    this.sender = sender;
    this.context = context;
  }

  @Override
  public String name() {
    return place.name();
  }

  @Override
  public String type() {
    return "pagerduty";
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
    return switch (occasion) {
      case ESCALATED, ACKNOWLEDGED, RESOLVED, TEST -> true;
      case OPENED, CHANGED, SILENCE_ENDS -> false;
    };
  }

  @Override
  public Delivery deliver(Message message, Optional<String> reference) throws InterruptedException {
    String key;
    try {
      key = place.routingKey().reveal(context);
    } catch (SourceFailed e) {
      return new Delivery.Failed(e.getMessage(), Optional.of(Delivery.UNTIL_MENDED));
    }
    Optional<String> incident = message.incident().map(Incident::id);
    String dedupKey = incident.map(DedupKey::of).orElseGet(() -> DedupKey.ofTest(message.id()));
    for (ObjectNode event : events(message, dedupKey)) {
      Delivery delivery = sent(event, key);
      if (!(delivery instanceof Delivery.Delivered)) {
        return delivery;
      }
    }
    return new Delivery.Delivered(incident.map(_ -> dedupKey));
  }

  private List<ObjectNode> events(Message message, String dedupKey) {
    return switch (message.occasion()) {
      // Told late, or again, of what is over or somebody's by now, it would page in vain, and
      // nothing would end it.
      case ESCALATED ->
          message.incident().filter(it -> !it.isUnattended()).isPresent()
              ? List.of()
              : List.of(PagerDutyEvent.trigger(message, dedupKey, templates));
      case ACKNOWLEDGED -> List.of(PagerDutyEvent.plain("acknowledge", dedupKey));
      case RESOLVED -> List.of(PagerDutyEvent.plain("resolve", dedupKey));
      // Somebody sees it come and go, and nobody has to end it.
      case TEST ->
          List.of(
              PagerDutyEvent.trigger(message, dedupKey, templates),
              PagerDutyEvent.plain("resolve", dedupKey));
      case OPENED, CHANGED, SILENCE_ENDS -> List.of();
    };
  }

  private Delivery sent(ObjectNode event, String key) throws InterruptedException {
    URI url = URI.create(place.api().toString().replaceAll("/+$", "") + "/v2/enqueue");
    byte[] body = Json.bytes(event.put("routing_key", key));
    var headers = Map.of("Content-Type", "application/json");
    return switch (sender.post(url, headers, body)) {
      case Result.Unanswered(var reason) -> new Delivery.Failed(reason, Optional.of(BACK_OFF));
      case Result.Answered answer -> delivery(answer, key);
    };
  }

  private Delivery delivery(Result.Answered answer, String key) {
    String said = new String(answer.body(), StandardCharsets.UTF_8);
    String reason =
        "PagerDuty answers HTTP %d: %s".formatted(answer.status(), Texts.shown(said, List.of(key)));
    int status = answer.status();
    return switch (status) {
      case 202 -> new Delivery.Delivered(Optional.empty());
      case 400, 413 -> new Delivery.Refused(reason);
      default -> new Delivery.Failed(reason, Optional.of(after(answer)));
    };
  }

  /** Any answer but 202 is of something between us and PagerDuty, or of a wrong address. */
  private Duration after(Result.Answered answer) {
    boolean passes = answer.status() == 429 || answer.status() == 408 || answer.status() / 100 == 5;
    return passes
        ? RetryAfter.of(answer.headers(), context.clock().instant()).orElse(BACK_OFF)
        : Delivery.UNTIL_MENDED;
  }
}
