package io.fivewhys.notify;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.Mark;
import io.fivewhys.incident.NamedCause;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.mitigate.Decision;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.InterventionWords;
import io.fivewhys.mitigate.Plan;
import io.fivewhys.report.Printable;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a message says, short enough for a chat and a pager: lists end early, texts are bounded, on
 * one line and without anything that is not to be seen. Not yet escaped for any place.
 *
 * @param status how far the incident is, in a word: "Open", "Escalated", "Resolved"
 * @param title what it is about
 * @param text what happened
 * @param summary of the incident as last diagnosed; empty without one
 * @param facts name and value, for a table
 * @param why from the symptom down to the cause
 * @param evidence what speaks most for the cause
 * @param mitigation what is recommended first
 * @param actions what is done about it, was, or was refused: a line each
 * @param waiting what waits for somebody to approve it
 */
public record Brief(
    Message message,
    String status,
    String title,
    String text,
    String summary,
    Map<String, String> facts,
    List<String> why,
    List<String> evidence,
    Optional<Mitigation> mitigation,
    List<Diagnosis.Fix> fixes,
    List<String> runbooks,
    List<Happening> timeline,
    List<String> actions,
    List<Waiting> waiting) {
  static final int MOST_CHARS = 1_000;
  static final int MOST_WHYS = 12;
  static final int MOST_EVIDENCE = 5;
  static final int MOST_FIXES = 5;
  static final int MOST_HAPPENINGS = 10;
  static final int MOST_ACTIONS = 5;
  private static final int MOST_COMMAND_CHARS = 2_000;
  private static final int MOST_ROUTES = 10;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * @param command may span lines
   */
  public record Mitigation(String summary, String command, String risk, String because) {}

  /** An entry of the timeline. */
  public record Happening(String at, String actor, String kind, String text) {}

  /**
   * What somebody has to know to approve it, whole: whoever shows it says where it is cut.
   *
   * @param plan its hash
   * @param changes a line each
   */
  public record Waiting(
      String id,
      String what,
      String command,
      List<String> changes,
      String risk,
      String because,
      String plan) {
    static Waiting of(Intervention it, Plan plan) {
      String asked = it.decision().map(Decision::because).orElse("");
      return new Waiting(
          it.id(),
          line(it.remedy().words() + " in " + it.gateway()),
          Printable.command(plan.command()),
          plan.changes().stream()
              .map(change -> Printable.command(change).replace('\n', ' '))
              .toList(),
          it.recommendation().risk().toString(),
          line(it.recommendation().because() + (asked.isEmpty() ? "" : " (" + asked + ")")),
          plan.hash());
    }
  }

  public static Brief of(Message message) {
    Optional<Diagnosis.Cause> cause =
        message.diagnosis().flatMap(it -> it.causes().stream().findFirst());
    return new Brief(
        message,
        status(message),
        line(message.incident().map(Incident::title).orElse(message.text())),
        line(message.text()),
        line(message.incident().map(Incident::summary).orElse("")),
        message.incident().map(Brief::facts).orElse(Map.of()),
        cause.map(it -> lines(it.why(), MOST_WHYS)).orElse(List.of()),
        cause.map(Brief::evidence).orElse(List.of()),
        cause.flatMap(it -> it.mitigations().stream().findFirst()).map(Brief::mitigation),
        cause.map(Brief::fixes).orElse(List.of()),
        cause.map(it -> lines(it.runbooks(), MOST_FIXES)).orElse(List.of()),
        happenings(message.timeline()),
        actions(message.actions()),
        message.actions().stream()
            .filter(it -> it.state() == InterventionState.WAITING)
            .flatMap(it -> it.plan().stream().map(plan -> Waiting.of(it, plan)))
            .toList());
  }

  public Optional<Incident> incident() {
    return message.incident();
  }

  public Optional<URI> link() {
    return message.link();
  }

  /** For people, in UTC. */
  public static String time(Instant at) {
    return TIME.format(at);
  }

  private static String status(Message message) {
    if (message.occasion() == Occasion.TEST) {
      return "Test";
    }
    return message
        .incident()
        .map(
            it ->
                switch (it.state()) {
                  case OPEN -> it.escalation() > 0 ? "Escalated" : "Open";
                  case ACKNOWLEDGED -> "Acknowledged";
                  case MITIGATING -> "Mitigating";
                  case VERIFYING -> "Verifying";
                  case RESOLVED -> "Resolved";
                })
        .orElse("Notice");
  }

  private static Map<String, String> facts(Incident incident) {
    var facts = new java.util.LinkedHashMap<String, String>();
    facts.put("Gateway", line(incident.gateway()) + " in " + line(incident.namespace()));
    facts.put("State", incident.state().toString());
    facts.put("Severity", incident.severity().toString());
    facts.put("Confidence", incident.cause().map(Brief::sure).orElse("cause unknown"));
    facts.put("Since", time(incident.startedAt()));
    facts.put("Assignee", line(incident.assignee().orElse("nobody")));
    incident.acknowledged().map(Mark::by).ifPresent(it -> facts.put("Acknowledged by", line(it)));
    incident.resolved().map(Mark::reason).ifPresent(it -> facts.put("Resolution", line(it)));
    if (!incident.routes().isEmpty()) {
      facts.put("Routes", routes(incident));
    }
    return java.util.Collections.unmodifiableMap(facts);
  }

  private static String routes(Incident incident) {
    var routes = new ArrayList<>(lines(List.copyOf(incident.routes()), MOST_ROUTES));
    int more = incident.routes().size() - routes.size();
    if (more > 0) {
      routes.add("and " + more + " more");
    }
    return line(String.join(", ", routes));
  }

  /** Never 100 %, which nobody is. */
  static String sure(NamedCause cause) {
    return Math.clamp(Math.round(cause.confidence() * 100), 1, 99) + " %";
  }

  private static List<String> evidence(Diagnosis.Cause cause) {
    return cause.evidence().stream()
        .filter(it -> it.weight() > 0)
        .sorted(Comparator.comparingDouble(Diagnosis.Evidence::weight).reversed())
        .limit(MOST_EVIDENCE)
        .map(it -> line(it.statement()))
        .toList();
  }

  private static Mitigation mitigation(Diagnosis.Mitigation it) {
    return new Mitigation(
        line(it.summary()),
        Texts.cut(Printable.command(it.command()), MOST_COMMAND_CHARS),
        it.risk().toString(),
        line(it.because()));
  }

  private static List<Diagnosis.Fix> fixes(Diagnosis.Cause cause) {
    return cause.fixes().stream()
        .limit(MOST_FIXES)
        .map(it -> new Diagnosis.Fix(line(it.title()), line(it.detail())))
        .toList();
  }

  private static List<Happening> happenings(List<TimelineEntry> timeline) {
    return timeline.stream()
        .skip(Math.max(0, timeline.size() - MOST_HAPPENINGS))
        .map(
            it ->
                new Happening(
                    time(it.at()), line(it.actor()), it.kind().toString(), line(it.text())))
        .toList();
  }

  private static List<String> actions(List<Intervention> all) {
    List<Intervention> last = all.subList(Math.max(0, all.size() - MOST_ACTIONS), all.size());
    // Whoever is to approve something must hear of it, however much came after it.
    return all.stream()
        .filter(it -> it.state() == InterventionState.WAITING || last.contains(it))
        .limit(2 * MOST_ACTIONS)
        .map(it -> line(InterventionWords.shortly(it)))
        .toList();
  }

  private static List<String> lines(List<String> texts, int most) {
    return texts.stream().limit(most).map(Brief::line).toList();
  }

  private static String line(String text) {
    return Texts.line(text, MOST_CHARS);
  }
}
