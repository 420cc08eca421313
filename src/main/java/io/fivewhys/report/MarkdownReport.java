package io.fivewhys.report;

import static io.fivewhys.report.Printable.fenced;
import static io.fivewhys.report.Printable.markdown;

import io.fivewhys.diagnose.Diagnosis;
import java.util.List;
import java.util.Locale;

/** A diagnosis for a chat or a ticket, in Markdown as GitHub has it. */
public final class MarkdownReport {
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport() {}

  /** The report, ending with a line feed. */
  public static String of(Diagnosis diagnosis) {
    var report = new MarkdownReport();
    report.head(diagnosis);
    diagnosis.causes().stream().findFirst().ifPresent(report::cause);
    report.printed(
        "Less likely", diagnosis.causes().stream().skip(1).map(MarkdownLines::cause).toList());
    report.printed("Ruled out", MarkdownLines.ruledOut(diagnosis));
    report.printed("Blind: could not be asked", MarkdownLines.blind(diagnosis));
    report.list("Needed to know more", diagnosis.needs());
    report.foot(diagnosis);
    return report.text.toString();
  }

  private void head(Diagnosis diagnosis) {
    String verdict = diagnosis.verdict().toString().toUpperCase(Locale.ROOT);
    String cause =
        diagnosis.causes().stream()
            .findFirst()
            .map(first -> ": " + Phrases.category(first) + ", " + Phrases.subject(first.subject()))
            .orElse("");
    line("### " + verdict + markdown(cause));
    line("");
    line(markdown(diagnosis.summary()));
    line("");
    String sure =
        diagnosis.causes().stream()
            .findFirst()
            .map(first -> " · " + Phrases.sure(first.confidence()))
            .orElse("");
    line(markdown(Phrases.head(diagnosis)) + sure);
    list("Symptoms", diagnosis.symptoms().stream().map(symptom -> symptom.statement()).toList());
  }

  private void cause(Diagnosis.Cause cause) {
    heading("Why");
    MarkdownLines.whys(cause).forEach(this::line);
    if (!cause.mitigations().isEmpty()) {
      heading("What to do now");
      for (var mitigation : cause.mitigations()) {
        line("**%s** (%s risk)".formatted(markdown(mitigation.summary()), mitigation.risk()));
        line("");
        line(fenced("sh", mitigation.command()));
        line("");
        if (!mitigation.because().isBlank()) {
          line(markdown(mitigation.because()));
          line("");
        }
      }
    }
    if (!cause.fixes().isEmpty()) {
      heading("What to change for good");
      cause
          .fixes()
          .forEach(
              fix -> line("- **%s**: %s".formatted(markdown(fix.title()), markdown(fix.detail()))));
    }
    if (!cause.runbooks().isEmpty()) {
      line("");
      line("Runbooks: " + markdown(String.join(", ", cause.runbooks())));
    }
  }

  private void foot(Diagnosis diagnosis) {
    var escalation = diagnosis.escalation();
    if (diagnosis.verdict() != Diagnosis.Verdict.HEALTHY || escalation.now()) {
      heading("Escalation");
      line(markdown(Phrases.escalation(escalation) + " " + escalation.because()));
    }
    line("");
    String id = diagnosis.id().isEmpty() ? "" : ", diagnosis " + diagnosis.id();
    line(markdown("Rulebook " + Phrases.revision(diagnosis.rulebook().revision()) + id));
  }

  private void list(String heading, List<String> texts) {
    printed(heading, texts.stream().map(Printable::markdown).toList());
  }

  private void printed(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      heading(heading);
      lines.forEach(it -> line("- " + it));
    }
  }

  private void heading(String heading) {
    if (!text.toString().endsWith("\n\n")) {
      line("");
    }
    line("**" + heading + "**");
    line("");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
