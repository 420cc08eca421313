package io.fivewhys.notify.pagerduty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.notify.Json;
import io.fivewhys.notify.ScriptedServer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stands for PagerDuty's Events API v2, {@code POST /v2/enqueue}: refuses what PagerDuty refuses,
 * and joins events by their dedup key. Counts {@code trigger/KEY}, {@code acknowledge/KEY}, {@code
 * resolve/KEY} for each event that was accepted, and {@code woken/KEY} for each time that somebody
 * was woken.
 */
public final class PagerDutyServer extends ScriptedServer {
  public static final String ROUTING_KEY = "0123456789abcdef0123456789abcdef";

  private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");

  private final Map<String, State> states = new LinkedHashMap<>();
  private final List<JsonNode> events = new ArrayList<>();

  /** How an incident is there. */
  public enum State {
    TRIGGERED,
    ACKNOWLEDGED,
    RESOLVED
  }

  public PagerDutyServer(int port) throws IOException {
    super(port);
    start();
  }

  public static void main(String[] arguments) throws Exception {
    standalone(new PagerDutyServer(Integer.parseInt(arguments[0])));
  }

  /** By dedup key. */
  public synchronized Map<String, State> states() {
    return Map.copyOf(states);
  }

  /** Those that were accepted, in order. */
  public synchronized List<JsonNode> events() {
    return List.copyOf(events);
  }

  @Override
  protected synchronized Answer answer(Request request) {
    if (!request.path().equals("/v2/enqueue") || !request.method().equals("POST")) {
      return Answer.of(404, "Not Found");
    }
    if (request.body().length > 512_000) {
      violation(request.body().length + " bytes");
      return Answer.of(413, "{\"status\":\"too large\"}");
    }
    Optional<ObjectNode> event = Json.read(request.body());
    Optional<String> problem = event.isEmpty() ? Optional.of("no JSON") : problem(event.get());
    if (problem.isPresent()) {
      violation(problem.get());
      return Answer.of(
          400,
          "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[\"%s\"]}"
              .formatted(problem.get()));
    }
    accept(event.get());
    return Answer.of(
        202,
        "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"%s\"}"
            .formatted(event.get().get("dedup_key").asText()));
  }

  private void accept(ObjectNode event) {
    events.add(event);
    String key = event.get("dedup_key").asText();
    String action = event.get("event_action").asText();
    count(action + "/" + key);
    State before = states.get(key);
    boolean isOpen = before != null && before != State.RESOLVED;
    switch (action) {
      case "trigger" -> {
        if (!isOpen) {
          count("woken/" + key);
          states.put(key, State.TRIGGERED);
        }
      }
      case "acknowledge" -> {
        if (isOpen) {
          states.put(key, State.ACKNOWLEDGED);
        }
      }
      default -> {
        if (isOpen) {
          states.put(key, State.RESOLVED);
        }
      }
    }
  }

  private static Optional<String> problem(ObjectNode event) {
    if (!event.path("routing_key").asText().equals(ROUTING_KEY)) {
      return Optional.of("'routing_key' is invalid " + event.path("routing_key").asText());
    }
    String action = event.path("event_action").asText();
    if (!Set.of("trigger", "acknowledge", "resolve").contains(action)) {
      return Optional.of("'event_action' is invalid");
    }
    if (!isWithin(event.path("dedup_key"), 255)) {
      return Optional.of("'dedup_key' is missing or too long");
    }
    return action.equals("trigger") ? problemOfTrigger(event) : Optional.empty();
  }

  private static Optional<String> problemOfTrigger(ObjectNode event) {
    JsonNode payload = event.path("payload");
    if (!isWithin(payload.path("summary"), 1_024)) {
      return Optional.of("'payload.summary' is missing or too long");
    }
    if (!isWithin(payload.path("source"), 255)) {
      return Optional.of("'payload.source' is missing or blank");
    }
    if (!SEVERITIES.contains(payload.path("severity").asText())) {
      return Optional.of("'payload.severity' is invalid");
    }
    for (String name : List.of("component", "group", "class")) {
      if (payload.has(name) && !isWithin(payload.path(name), 255)) {
        return Optional.of(name + " is blank or too long");
      }
    }
    for (JsonNode link : event.path("links")) {
      if (!link.path("href").asText().matches("https?://\\S+")) {
        return Optional.of("'links.href' is no address");
      }
    }
    try {
      Instant.parse(payload.path("timestamp").asText());
    } catch (DateTimeException e) {
      return Optional.of("'payload.timestamp' is invalid");
    }
    return Optional.empty();
  }

  private static boolean isWithin(JsonNode text, int most) {
    return text.isTextual() && !text.asText().isBlank() && text.asText().length() <= most;
  }
}
