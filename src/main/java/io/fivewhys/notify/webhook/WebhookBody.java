package io.fivewhys.notify.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.Mark;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionWords;
import io.fivewhys.notify.Json;
import io.fivewhys.notify.Message;
import io.fivewhys.notify.Texts;
import io.fivewhys.report.Printable;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** A message as JSON, in the shape that {@link io.fivewhys.notify.webhook} describes. */
final class WebhookBody {
  private static final int MOST_CHARS = 1_000;
  private static final int MOST_COMMAND_CHARS = 4_000;

  /** What nobody's receiver should choke on. */
  static final int MOST_BYTES = 512 << 10;

  private static final int MOST_ITEMS = 20;
  private static final int MOST_CAUSES = 3;

  private WebhookBody() {}

  static ObjectNode of(Message message) {
    ObjectNode body =
        Json.object()
            .put("version", "1")
            .put("id", message.id())
            .put("occasion", message.occasion().toString())
            .put("at", message.at().toString())
            .put("text", line(message.text()));
    message.link().map(URI::toString).ifPresent(it -> body.put("link", it));
    message.incident().ifPresent(it -> incident(it, body.putObject("incident")));
    message.diagnosis().ifPresent(it -> diagnosis(it, body.putObject("diagnosis")));
    ArrayNode timeline = body.putArray("timeline");
    message.timeline().stream()
        .skip(Math.max(0, message.timeline().size() - MOST_ITEMS))
        .forEach(it -> entry(it, timeline.addObject()));
    ArrayNode actions = body.putArray("actions");
    message.actions().stream()
        .skip(Math.max(0, message.actions().size() - MOST_ITEMS))
        .forEach(it -> action(it, actions.addObject()));
    if (Json.bytes(body).length > MOST_BYTES) {
      // Longer than any diagnosis that helps; the incident says what it comes to.
      body.remove("diagnosis");
    }
    return body;
  }

  /** CloudEvents 1.0, structured. */
  static ObjectNode cloudEvent(Message message, URI source) {
    ObjectNode event =
        Json.object()
            .put("specversion", "1.0")
            .put("id", message.id())
            .put("source", source.toString())
            .put("type", "io.fivewhys.incident." + message.occasion())
            .put("time", message.at().toString())
            .put("datacontenttype", "application/json");
    message.incident().ifPresent(it -> event.put("subject", it.id()));
    event.set("data", of(message));
    return event;
  }

  private static void incident(Incident incident, ObjectNode json) {
    json.put("id", incident.id())
        .put("gateway", line(incident.gateway()))
        .put("namespace", line(incident.namespace()))
        .put("state", incident.state().toString())
        .put("severity", incident.severity().toString())
        .put("title", line(incident.title()))
        .put("summary", line(incident.summary()))
        .put("startedAt", incident.startedAt().toString())
        .put("openedAt", incident.openedAt().toString())
        .put("lastSeenAt", incident.lastSeenAt().toString())
        .put("escalation", incident.escalation())
        .put("version", incident.version());
    incident
        .cause()
        .ifPresent(
            it -> {
              ObjectNode cause = json.putObject("cause");
              cause.put("category", it.key().category().toString());
              cause.put("mechanism", line(it.mechanism()));
              cause.put("subject", line(it.key().subject().toString()));
              cause.put("confidence", it.confidence());
              cause.put("summary", line(it.summary()));
            });
    texts(json.putArray("routes"), List.copyOf(incident.routes()));
    incident.assignee().ifPresent(it -> json.put("assignee", line(it)));
    incident.acknowledged().ifPresent(it -> mark(it, json.putObject("acknowledged")));
    incident.resolved().ifPresent(it -> mark(it, json.putObject("resolved")));
    incident.mergedInto().ifPresent(it -> json.put("mergedInto", it));
  }

  private static void mark(Mark mark, ObjectNode json) {
    json.put("at", mark.at().toString())
        .put("by", line(mark.by()))
        .put("reason", line(mark.reason()));
  }

  private static void diagnosis(Diagnosis diagnosis, ObjectNode json) {
    json.put("id", diagnosis.id())
        .put("observedAt", diagnosis.observedAt().toString())
        .put("verdict", diagnosis.verdict().toString())
        .put("summary", line(diagnosis.summary()))
        .put("rulebook", diagnosis.rulebook().revision());
    ArrayNode causes = json.putArray("causes");
    diagnosis.causes().stream().limit(MOST_CAUSES).forEach(it -> cause(it, causes.addObject()));
  }

  private static void cause(Diagnosis.Cause cause, ObjectNode json) {
    json.put("category", cause.category().toString())
        .put("mechanism", line(cause.mechanism()))
        .put("subject", line(cause.subject().toString()))
        .put("confidence", cause.confidence())
        .put("summary", line(cause.summary()));
    texts(json.putArray("why"), cause.why());
    each(
        cause.evidence(),
        it ->
            json.withArray("evidence")
                .addObject()
                .put("rule", line(it.rule()))
                .put("statement", line(it.statement()))
                .put("weight", it.weight()));
    each(
        cause.mitigations(),
        it ->
            json.withArray("mitigations")
                .addObject()
                .put("action", it.action().toString())
                .put("summary", line(it.summary()))
                .put("command", Texts.cut(Printable.command(it.command()), MOST_COMMAND_CHARS))
                .put("risk", it.risk().toString())
                .put("because", line(it.because())));
    each(
        cause.fixes(),
        it ->
            json.withArray("fixes")
                .addObject()
                .put("title", line(it.title()))
                .put("detail", line(it.detail())));
    texts(json.putArray("runbooks"), cause.runbooks());
  }

  private static void entry(TimelineEntry entry, ObjectNode json) {
    json.put("at", entry.at().toString())
        .put("actor", line(entry.actor()))
        .put("kind", entry.kind().toString())
        .put("text", line(entry.text()));
    entry.from().ifPresent(it -> json.put("from", line(it)));
    entry.to().ifPresent(it -> json.put("to", line(it)));
  }

  private static void action(Intervention it, ObjectNode json) {
    json.put("id", it.id())
        .put("state", it.state().toString())
        .put("action", it.remedy().action().toString())
        .put("target", line(it.remedy().target().toString()))
        .put("risk", it.recommendation().risk().toString())
        .put("because", line(it.recommendation().because()))
        .put("text", line(InterventionWords.shortly(it)));
    it.plan()
        .ifPresent(
            plan -> {
              String command = Printable.command(plan.command());
              json.put("plan", plan.hash()).put("command", Texts.cut(command, MOST_COMMAND_CHARS));
              texts(json.putArray("changes"), plan.changes());
            });
    it.approved().ifPresent(by -> mark(by, json.putObject("approved")));
    it.assessment()
        .ifPresent(
            seen -> json.put("effect", seen.effect().toString()).put("seen", line(seen.words())));
    each(
        it.refusals(),
        refusal ->
            json.withArray("refusals")
                .addObject()
                .put("guard", line(refusal.guard()))
                .put("limit", line(refusal.limit()))
                .put("value", line(refusal.value()))
                .put("words", line(refusal.words())));
  }

  private static <T> void each(List<T> items, Consumer<T> put) {
    items.stream().limit(MOST_ITEMS).forEach(put);
  }

  private static void texts(ArrayNode array, List<String> texts) {
    each(texts, it -> array.add(line(it)));
  }

  private static String line(String text) {
    return Texts.line(text, MOST_CHARS);
  }
}
