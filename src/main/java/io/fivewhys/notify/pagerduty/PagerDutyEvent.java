package io.fivewhys.notify.pagerduty;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.NamedCause;
import io.fivewhys.incident.Severity;
import io.fivewhys.notify.Addresses;
import io.fivewhys.notify.Brief;
import io.fivewhys.notify.Json;
import io.fivewhys.notify.Message;
import io.fivewhys.notify.Templates;
import io.fivewhys.notify.Texts;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The body of an event, API version 2.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">PagerDuty: send an alert
 *     event</a>
 */
final class PagerDutyEvent {
  static final int MOST_SUMMARY_CHARS = 1_024;

  /** PagerDuty takes 512 KB. */
  static final int MOST_BYTES = 512_000;

  private static final String CLIENT = "Fivewhys";
  private static final int MOST_NAME_CHARS = 255;

  private PagerDutyEvent() {}

  /** Calls somebody. */
  static ObjectNode trigger(Message message, String dedupKey, Templates templates) {
    Brief brief = Brief.of(message);
    ObjectNode event = plain("trigger", dedupKey);
    String summary = templates.render(Templates.Kind.PAGERDUTY_SUMMARY, brief);
    ObjectNode payload = event.putObject("payload");
    payload
        .put("summary", Texts.line(summary.isEmpty() ? brief.title() : summary, MOST_SUMMARY_CHARS))
        .put("timestamp", message.at().toString())
        .put("source", name(message.incident().map(Incident::gateway).orElse("fivewhys")))
        .put("severity", severity(message.incident()));
    message.incident().ifPresent(it -> where(it, payload));
    details(brief, payload.putObject("custom_details"));
    links(brief, event.putArray("links"));
    event.put("client", CLIENT);
    brief.link().ifPresent(it -> event.put("client_url", it.toString()));
    return bounded(event);
  }

  /** {@code acknowledge} or {@code resolve}. */
  static ObjectNode plain(String action, String dedupKey) {
    return Json.object().put("event_action", action).put("dedup_key", dedupKey);
  }

  private static String severity(Optional<Incident> incident) {
    Optional<Severity> severity = incident.map(Incident::severity);
    if (severity.isEmpty()) {
      return "info";
    }
    return switch (severity.get()) {
      case CRITICAL -> "critical";
      case MAJOR -> "error";
      case MINOR -> "warning";
    };
  }

  private static void where(Incident incident, ObjectNode payload) {
    payload.put("group", name(incident.namespace()));
    Optional<NamedCause> cause = incident.cause();
    cause.ifPresent(
        it -> {
          payload.put("component", name(it.key().subject().toString()));
          payload.put("class", name(it.key().category().toString()));
        });
  }

  private static void details(Brief brief, ObjectNode details) {
    details.put("what happened", brief.text());
    if (!brief.summary().isEmpty()) {
      details.put("summary", brief.summary());
    }
    brief
        .facts()
        .forEach((name, value) -> details.put(name.toLowerCase(java.util.Locale.ROOT), value));
    list(details, "why", brief.why());
    list(details, "evidence", brief.evidence());
    brief
        .mitigation()
        .ifPresent(
            it -> {
              details.put("what to do now", it.summary() + " (" + it.risk() + " risk)");
              details.put("command", it.command());
              details.put("because", it.because());
            });
    list(details, "what is done about it", brief.actions());
    list(
        details,
        "what to change for good",
        brief.fixes().stream().map(PagerDutyEvent::fix).toList());
    list(
        details,
        "timeline",
        brief.timeline().stream()
            .map(it -> it.at() + " " + it.actor() + ": " + it.text())
            .toList());
    list(details, "runbooks", brief.runbooks());
  }

  /** PagerDuty shows a text as it is, and a list in one line. */
  private static void list(ObjectNode details, String name, List<String> lines) {
    if (!lines.isEmpty()) {
      details.put(
          name,
          String.join(
              "\n",
              IntStream.range(0, lines.size())
                  .mapToObj(i -> (i + 1) + ". " + lines.get(i))
                  .toList()));
    }
  }

  private static String fix(Diagnosis.Fix fix) {
    return fix.title() + ": " + fix.detail();
  }

  private static void links(Brief brief, ArrayNode links) {
    brief.link().ifPresent(it -> link(links, it.toString(), "The incident"));
    brief.runbooks().stream()
        .filter(PagerDutyEvent::isAddress)
        .forEach(it -> link(links, it, "Runbook"));
  }

  private static void link(ArrayNode links, String href, String text) {
    links.addObject().put("href", href).put("text", text);
  }

  private static boolean isAddress(String runbook) {
    return Addresses.http(runbook).isPresent();
  }

  /**
   * What it says is bounded already; should that ever not be enough, somebody is called all the
   * same.
   */
  private static ObjectNode bounded(ObjectNode event) {
    if (Json.bytes(event).length > MOST_BYTES) {
      ((ObjectNode) event.get("payload")).remove("custom_details");
    }
    return event;
  }

  private static String name(String text) {
    return Texts.line(text, MOST_NAME_CHARS);
  }
}
