package io.fivewhys.notify;

import io.fivewhys.incident.Incident;
import io.fivewhys.incident.Mark;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What templates are handed: maps, lists and texts alone, each text escaped already, so that no
 * template can forget to. Every name is there always; what is not known is empty, which a section
 * takes for false.
 *
 * <p>At the top: {@code occasion} (opened, changed, acknowledged, escalated, resolved,
 * silence_ends, test), {@code status} (Open, Escalated, Acknowledged, Mitigating, Verifying,
 * Resolved, Test, Notice), {@code title}, {@code text} (what happened), {@code at}, {@code link},
 * and the sections {@code incident}, {@code diagnosis}, {@code timeline} and {@code actions}.
 *
 * <ul>
 *   <li>{@code incident}: {@code id}, {@code gateway}, {@code namespace}, {@code state}, {@code
 *       severity}, {@code summary}, {@code cause}, {@code mechanism}, {@code confidence}, {@code
 *       since}, {@code opened}, {@code assignee}, {@code acknowledgedBy}, {@code resolution},
 *       {@code escalation} (levels called), {@code facts} (each with {@code name} and {@code
 *       value})
 *   <li>{@code diagnosis}: {@code why} and {@code evidence} and {@code runbooks} (lists of texts:
 *       <code>{{.}}</code>), {@code mitigation} (a section with {@code summary}, {@code command},
 *       {@code risk}, {@code because}), {@code fixes} (each with {@code title} and {@code detail})
 *   <li>{@code timeline}: the latest entries, each with {@code at}, {@code actor}, {@code kind},
 *       {@code text}
 *   <li>{@code actions}: what is done about it, was, or was refused (texts: <code>{{.}}</code>)
 * </ul>
 */
final class TemplateData {
  private final UnaryOperator<String> escape;

  private TemplateData(UnaryOperator<String> escape) {
    this.escape = escape;
  }

  static Map<String, Object> of(Brief brief, UnaryOperator<String> escape) {
    return new TemplateData(escape).all(brief);
  }

  private Map<String, Object> all(Brief brief) {
    Message message = brief.message();
    var data = texts();
    put(data, "occasion", message.occasion().toString());
    put(data, "status", brief.status());
    put(data, "title", brief.title());
    put(data, "text", brief.text());
    put(data, "at", Brief.time(message.at()));
    put(data, "link", brief.link().map(URI::toString).orElse(""));
    data.put(
        "incident", brief.incident().map(it -> (Object) incident(brief, it)).orElse(List.of()));
    data.put("diagnosis", brief.why().isEmpty() ? List.of() : diagnosis(brief));
    data.put("timeline", brief.timeline().stream().map(this::happening).toList());
    data.put("actions", all(brief.actions()));
    return data;
  }

  private Map<String, Object> incident(Brief brief, Incident incident) {
    var data = texts();
    put(data, "id", incident.id());
    put(data, "gateway", line(incident.gateway()));
    put(data, "namespace", line(incident.namespace()));
    put(data, "state", incident.state().toString());
    put(data, "severity", incident.severity().toString());
    put(data, "summary", brief.summary());
    put(data, "cause", incident.cause().map(it -> line(it.key().words())).orElse(""));
    put(data, "mechanism", incident.cause().map(it -> line(it.mechanism())).orElse(""));
    put(data, "confidence", incident.cause().map(Brief::sure).orElse(""));
    put(data, "since", Brief.time(incident.startedAt()));
    put(data, "opened", Brief.time(incident.openedAt()));
    put(data, "assignee", line(incident.assignee().orElse("")));
    put(data, "acknowledgedBy", line(incident.acknowledged().map(Mark::by).orElse("")));
    put(data, "resolution", line(incident.resolved().map(Mark::reason).orElse("")));
    put(data, "escalation", incident.escalation() == 0 ? "" : "" + incident.escalation());
    data.put(
        "facts",
        brief.facts().entrySet().stream().map(it -> fact(it.getKey(), it.getValue())).toList());
    return data;
  }

  private Map<String, Object> diagnosis(Brief brief) {
    var data = texts();
    data.put("why", all(brief.why()));
    data.put("evidence", all(brief.evidence()));
    data.put("runbooks", all(brief.runbooks()));
    data.put("mitigation", brief.mitigation().map(it -> (Object) mitigation(it)).orElse(List.of()));
    data.put(
        "fixes",
        brief.fixes().stream()
            .map(
                it -> {
                  var fix = texts();
                  put(fix, "title", it.title());
                  put(fix, "detail", it.detail());
                  return fix;
                })
            .toList());
    return data;
  }

  private Map<String, Object> mitigation(Brief.Mitigation it) {
    var data = texts();
    put(data, "summary", it.summary());
    put(data, "command", it.command());
    put(data, "risk", it.risk());
    put(data, "because", it.because());
    return data;
  }

  private Map<String, Object> happening(Brief.Happening it) {
    var data = texts();
    put(data, "at", it.at());
    put(data, "actor", it.actor());
    put(data, "kind", it.kind());
    put(data, "text", it.text());
    return data;
  }

  private Map<String, Object> fact(String name, String value) {
    var data = texts();
    put(data, "name", name);
    put(data, "value", value);
    return data;
  }

  private List<String> all(List<String> texts) {
    return texts.stream().map(escape).toList();
  }

  private void put(Map<String, Object> data, String name, String text) {
    data.put(name, escape.apply(text));
  }

  private static Map<String, Object> texts() {
    return new LinkedHashMap<>();
  }

  private static String line(String text) {
    return Texts.line(text, Brief.MOST_CHARS);
  }
}
