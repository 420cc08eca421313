package io.fivewhys.report;

import static io.fivewhys.report.Printable.command;
import static io.fivewhys.report.Printable.line;

import io.fivewhys.diagnose.Diagnosis;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A diagnosis for a terminal: the verdict first, then why, then what to do.
 *
 * @param width columns to wrap at; commands are never wrapped, so that they can be copied
 * @param palette colours or none
 * @param explain adds every weight, so that the confidence can be added up by hand
 */
public record TextReport(int width, Palette palette, boolean explain) {

  /** The report, ending with a line feed. */
  public String of(Diagnosis diagnosis) {
    var page = new Page(width);
    head(page, diagnosis);
    if (!diagnosis.causes().isEmpty()) {
      var first = diagnosis.causes().getFirst();
      why(page, first);
      mitigations(page, first);
      fixes(page, first);
      others(page, diagnosis.causes().subList(1, diagnosis.causes().size()));
    }
    bullets(
        page,
        "Ruled out",
        "✗",
        diagnosis.ruledOut().stream()
            .map(
                out ->
                    out.category().words()
                        + Phrases.optionalSubject(out.subject())
                        + ": "
                        + out.because())
            .toList());
    bullets(
        page,
        "Blind: could not be asked",
        "?",
        diagnosis.blind().stream().map(Phrases::blind).toList());
    bullets(page, "Needed to know more", "?", diagnosis.needs());
    escalation(page, diagnosis);
    if (explain) {
      new Explanation(page, palette).of(diagnosis);
    }
    foot(page, diagnosis);
    return page.toString();
  }

  private void head(Page page, Diagnosis diagnosis) {
    String verdict = diagnosis.verdict().toString().toUpperCase(Locale.ROOT);
    UnaryOperator<String> paint =
        switch (diagnosis.verdict()) {
          case DIAGNOSED -> palette::bad;
          case HEALTHY -> palette::good;
          case INCONCLUSIVE -> palette::unsure;
        };
    String cause =
        diagnosis.causes().stream()
            .findFirst()
            .map(
                first ->
                    "%s: %s, %s"
                        .formatted(
                            Phrases.category(first),
                            Phrases.subject(first.subject()),
                            Phrases.sure(first.confidence())))
            .orElse("");
    page.line((paint.apply(verdict) + "  " + palette.heading(line(cause))).stripTrailing());
    page.line(palette.quiet(line(Phrases.head(diagnosis))));
    page.blank().paragraph("", "", line(diagnosis.summary()));
    bullets(page, "Symptoms", "•", diagnosis.symptoms().stream().map(s -> s.statement()).toList());
  }

  private void why(Page page, Diagnosis.Cause cause) {
    heading(page, "Why");
    String indent = "  ";
    String lead = indent;
    int last = cause.why().size() - 1;
    for (int step = 0; step <= last; step++) {
      // Deep chains stop moving right, or the last step would be a column of single words.
      indent = " ".repeat(Math.min(2 + 3 * step, width / 2));
      boolean root = step == last && step > 0;
      page.paragraph(
          lead,
          indent,
          Phrases.why(step, line(cause.why().get(step))),
          root ? palette::heading : UnaryOperator.identity());
      lead = indent + "└─ ";
    }
  }

  private void mitigations(Page page, Diagnosis.Cause cause) {
    if (cause.mitigations().isEmpty()) {
      return;
    }
    heading(page, "What to do now");
    int number = 1;
    for (var mitigation : cause.mitigations()) {
      String lead = "  %d. ".formatted(number++);
      String rest = " ".repeat(lead.length());
      page.paragraph(
          lead, rest, "%s (%s risk)".formatted(line(mitigation.summary()), mitigation.risk()));
      command(mitigation.command())
          .lines()
          .forEach(line -> page.line(rest + "  " + palette.command(line)));
      if (!mitigation.because().isBlank()) {
        page.paragraph(rest, rest, line(mitigation.because()), palette::quiet);
      }
    }
  }

  private void fixes(Page page, Diagnosis.Cause cause) {
    bullets(
        page,
        "What to change for good",
        "•",
        cause.fixes().stream().map(fix -> fix.title() + ": " + fix.detail()).toList());
    if (!cause.runbooks().isEmpty()) {
      page.paragraph("  ", "  ", line("Runbooks: " + String.join(", ", cause.runbooks())));
    }
  }

  private void others(Page page, List<Diagnosis.Cause> others) {
    bullets(
        page,
        "Less likely",
        "•",
        others.stream()
            .map(
                other ->
                    "%s: %s, %s. %s"
                        .formatted(
                            Phrases.category(other),
                            Phrases.subject(other.subject()),
                            Phrases.sure(other.confidence()),
                            other.summary()))
            .toList());
  }

  private void escalation(Page page, Diagnosis diagnosis) {
    if (diagnosis.verdict() == Diagnosis.Verdict.HEALTHY && !diagnosis.escalation().now()) {
      return;
    }
    heading(page, "Escalation");
    var escalation = diagnosis.escalation();
    UnaryOperator<String> paint = escalation.now() ? palette::bad : UnaryOperator.identity();
    page.paragraph("  ", "  ", line(Phrases.escalation(escalation)), paint);
    if (!escalation.because().isBlank()) {
      page.paragraph("  ", "  ", line(escalation.because()), palette::quiet);
    }
  }

  private void foot(Page page, Diagnosis diagnosis) {
    page.blank();
    diagnosis
        .logs()
        .forEach(logs -> page.line(palette.quiet(line("Logs of " + Phrases.logs(logs)))));
    String id = diagnosis.id().isEmpty() ? "" : ", diagnosis " + diagnosis.id();
    page.line(
        palette.quiet(line("Rulebook " + Phrases.revision(diagnosis.rulebook().revision()) + id)));
  }

  private void bullets(Page page, String heading, String mark, List<String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    heading(page, heading);
    texts.forEach(text -> page.paragraph("  " + mark + " ", "    ", line(text)));
  }

  private void heading(Page page, String heading) {
    page.blank().line(palette.heading(heading));
  }
}
