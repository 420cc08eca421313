package io.fivewhys.pipeline;

import static io.fivewhys.report.Printable.markdown;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.incident.Actor;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.Mark;
import io.fivewhys.incident.Recurrence;
import io.fivewhys.incident.Spans;
import io.fivewhys.incident.TimelineEntry;
import io.fivewhys.incident.TimelineEntry.Kind;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionWords;
import io.fivewhys.report.MarkdownLines;
import io.fivewhys.store.Fixes;
import io.fivewhys.store.QueuedMessage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The draft of a post-mortem in Markdown. It says what is known and what is not, and blames nobody;
 * what is unknown is called so and never counted as nothing.
 */
public final class PostMortem {
  private static final String UNKNOWN = "unknown";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final IncidentStory story;
  private final Incident incident;
  private final Optional<Diagnosis.Cause> cause;
  private final StringBuilder text = new StringBuilder();

  private PostMortem(IncidentStory story) {
    this.story = story;
    incident = story.incident();
    cause = story.diagnosis().flatMap(it -> it.causes().stream().findFirst());
  }

  /** Ends with a line feed. */
  public static String of(IncidentStory story) {
    var report = new PostMortem(story);
    report.head();
    report.times();
    report.impact();
    report.why();
    report.timeline();
    report.actions();
    report.told();
    report.fixes();
    report.earlier();
    report.open();
    report.foot();
    return report.text.toString();
  }

  private void head() {
    line("# Post-mortem: " + markdown(incident.title()));
    line("");
    String end =
        incident
            .resolved()
            .map(it -> "resolved at " + time(it.at()) + " by " + it.by())
            .orElse("not resolved: " + incident.state());
    line(
        "Draft of incident %s, severity %s, %s."
            .formatted(incident.id(), incident.severity(), markdown(end)));
    line("");
    line(markdown(incident.summary()));
    incident
        .mergedInto()
        .ifPresent(
            it -> {
              line("");
              line("It was merged into incident " + markdown(it) + ", which goes on in its place.");
            });
  }

  private void times() {
    heading("Times");
    Optional<Instant> began = began();
    line("| Step | At (UTC) | After the first error | After it was noticed |");
    line("|---|---|---|---|");
    row("First error", began, Optional.empty());
    row("Noticed", Optional.of(incident.openedAt()), began);
    row("Cause named", diagnosedAt(), began);
    row("Acknowledged", incident.acknowledged().map(Mark::at), began);
    row("Mitigation begun", mitigatedAt(), began);
    row("Resolved", incident.resolved().map(Mark::at), began);
  }

  private void row(String step, Optional<Instant> at, Optional<Instant> began) {
    boolean isBeginning = step.equals("First error");
    boolean isNoticing = step.equals("Noticed");
    line(
        "| %s | %s | %s | %s |"
            .formatted(
                step,
                at.map(PostMortem::time).orElse(UNKNOWN),
                isBeginning ? "–" : span(began, at),
                isBeginning || isNoticing ? "–" : span(Optional.of(incident.openedAt()), at)));
  }

  /** Where no fact says since when it fails, the beginning is only when somebody looked. */
  private Optional<Instant> began() {
    return Optional.of(incident.startedAt())
        .filter(it -> story.firstObserved().filter(it::equals).isEmpty());
  }

  private Optional<Instant> diagnosedAt() {
    return story.timeline().stream()
        .filter(
            it ->
                it.kind() == Kind.CAUSE_CHANGED || it.kind() == Kind.OPENED && it.to().isPresent())
        .map(TimelineEntry::at)
        .findFirst();
  }

  /** When something was first done about it, by the service or by whoever said so. */
  private Optional<Instant> mitigatedAt() {
    Stream<Instant> byPeople =
        incident.mitigated().filter(it -> !it.by().equals(Actor.SERVICE)).map(Mark::at).stream();
    Stream<Instant> done = story.actions().stream().flatMap(it -> it.actedAt().stream());
    return Stream.concat(byPeople, done).min(Instant::compareTo);
  }

  private static String span(Optional<Instant> from, Optional<Instant> to) {
    if (from.isEmpty() || to.isEmpty() || to.get().isBefore(from.get())) {
      return UNKNOWN;
    }
    var span = java.time.Duration.between(from.get(), to.get());
    return span.toSeconds() == 0 ? "under a second" : Spans.words(span);
  }

  private void impact() {
    heading("Impact");
    line("- Severity: " + incident.severity());
    String routes = incident.routes().isEmpty() ? UNKNOWN : String.join(", ", incident.routes());
    line("- Routes: " + markdown(routes));
    String lasted =
        incident.resolved().map(it -> span(began(), Optional.of(it.at()))).orElse("it goes on");
    line("- Duration: " + lasted);
    if (incident.returns() > 0) {
      line("- It came back after it had been quiet: " + incident.returns() + "×");
    }
    story
        .diagnosis()
        .ifPresent(it -> it.symptoms().forEach(s -> line("- " + markdown(s.statement()))));
  }

  private void why() {
    heading("Why");
    if (cause.isEmpty()) {
      line(
          story.diagnosis().isPresent()
              ? "No cause could be named."
              : "No diagnosis of it is kept any more.");
    } else {
      line("**" + MarkdownLines.cause(cause.get()) + "**");
      line("");
      MarkdownLines.whys(cause.get()).forEach(this::line);
      list("Evidence", MarkdownLines.evidence(cause.get()));
    }
    story.diagnosis().ifPresent(it -> list("Ruled out", MarkdownLines.ruledOut(it)));
  }

  private void timeline() {
    heading("Timeline");
    line("| At (UTC) | Who | What | |");
    line("|---|---|---|---|");
    for (TimelineEntry entry : story.timeline()) {
      line(
          "| %s | %s | %s | %s |"
              .formatted(
                  time(entry.at()),
                  markdown(entry.actor()),
                  entry.kind().toString().replace('_', ' '),
                  markdown(entry.text())));
    }
    if (story.timeline().size() == IncidentStories.MOST_ENTRIES) {
      line("");
      line("Between the opening and these there is more; the timeline of the incident has it.");
    }
  }

  private void actions() {
    heading("Actions taken");
    List<String> taken =
        story.timeline().stream()
            .filter(it -> it.kind() == Kind.MITIGATING)
            .map(it -> time(it.at()) + " " + markdown(it.actor() + ": " + it.text()))
            .toList();
    taken.forEach(it -> line("- " + it));
    for (Intervention each : story.actions()) {
      String at = time(each.actedAt().orElse(each.requested().at()));
      line("- " + at + " " + markdown(InterventionWords.wholly(each)));
    }
    if (taken.isEmpty() && story.actions().isEmpty()) {
      line("None was recorded.");
    }
    cause.ifPresent(
        it ->
            list(
                "Recommended",
                it.mitigations().stream()
                    .map(m -> markdown(m.summary()) + " (" + m.risk() + " risk)")
                    .toList()));
  }

  private void told() {
    heading("Who was told");
    String levels =
        incident.escalation() == 1 ? "1 level was" : incident.escalation() + " levels were";
    line(levels + " called by escalation.");
    if (story.messages().isEmpty()) {
      line("");
      line("No message was sent.");
      return;
    }
    line("");
    line("| At (UTC) | Channel | Occasion | Came to |");
    line("|---|---|---|---|");
    for (QueuedMessage message : story.messages()) {
      String reason = message.reason().map(it -> ": " + it).orElse("");
      line(
          "| %s | %s | %s | %s |"
              .formatted(
                  time(message.createdAt()),
                  markdown(message.channel()),
                  markdown(message.occasion().toString()),
                  markdown(message.state() + reason)));
    }
  }

  private void fixes() {
    heading("To change for good");
    for (Fixes.Fix fix : story.fixes()) {
      line(
          "- [%s] **%s**: %s (%s)"
              .formatted(
                  fix.isDone() ? "x" : " ",
                  markdown(fix.title()),
                  markdown(fix.detail()),
                  markdown(fix.words())));
    }
    if (story.fixes().isEmpty()) {
      line("Nothing was recommended.");
    }
  }

  private void earlier() {
    heading("Earlier incidents of the same cause");
    Optional<String> words = Recurrence.words(incident, story.earlier(), IncidentDesk.MEMORY);
    line(words.map(it -> "This is the " + it + ".").orElse("None within 30 days."));
    if (!story.earlier().isEmpty()) {
      line("");
    }
    for (Incident each : story.earlier()) {
      String end = each.resolved().map(Mark::reason).orElse("not resolved");
      line("- %s %s: %s".formatted(time(each.openedAt()), each.id(), markdown(end)));
    }
  }

  private void open() {
    heading("Open questions");
    List<String> questions = new ArrayList<>();
    if (began().isEmpty()) {
      questions.add("When did the first error come? Nothing that was seen says it.");
    }
    incident
        .contender()
        .ifPresent(it -> questions.add(markdown("Was it " + it.words() + ", as was said last?")));
    story
        .diagnosis()
        .ifPresent(
            it -> {
              MarkdownLines.blind(it).forEach(b -> questions.add("Could not be asked: " + b));
              it.needs().forEach(need -> questions.add("Needed to know more: " + markdown(need)));
              it.causes().stream()
                  .skip(1)
                  .forEach(other -> questions.add("Less likely: " + MarkdownLines.cause(other)));
            });
    questions.forEach(it -> line("- " + it));
    if (questions.isEmpty()) {
      line("None that the service knows of.");
    }
  }

  private void foot() {
    line("");
    line("---");
    String from =
        story
            .diagnosis()
            .map(
                it ->
                    ", from diagnosis %s by rulebook %s"
                        .formatted(it.id(), it.rulebook().revision()))
            .orElse("");
    line(markdown("Put together by Fivewhys at " + time(story.toldAt()) + from + "."));
  }

  private void heading(String heading) {
    line("");
    line("## " + heading);
    line("");
  }

  private void list(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      line("");
      line("**" + heading + "**");
      line("");
      lines.forEach(it -> line("- " + it));
    }
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
