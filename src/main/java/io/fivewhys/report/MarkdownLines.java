package io.fivewhys.report;

import static io.fivewhys.report.Printable.markdown;

import io.fivewhys.diagnose.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parts of a diagnosis in Markdown, a line each, harmless whatever the texts in it hold. */
public final class MarkdownLines {
  private MarkdownLines() {}

  /** The chain of whys, numbered. */
  public static List<String> whys(Diagnosis.Cause cause) {
    List<String> lines = new ArrayList<>();
    for (int step = 0; step < cause.why().size(); step++) {
      lines.add((step + 1) + ". " + Phrases.why(step, markdown(cause.why().get(step))));
    }
    return lines;
  }

  /** What the cause is, and how sure that is. */
  public static String cause(Diagnosis.Cause cause) {
    return markdown(
        "%s: %s, %s. %s"
            .formatted(
                Phrases.category(cause),
                Phrases.subject(cause.subject()),
                Phrases.sure(cause.confidence()),
                cause.summary()));
  }

  /** Each piece of evidence with its weight in decibans. */
  public static List<String> evidence(Diagnosis.Cause cause) {
    return cause.evidence().stream()
        .map(
            it ->
                markdown(
                    String.format(
                        Locale.ROOT, "%+.1f dB: %s (%s)", it.weight(), it.statement(), it.rule())))
        .toList();
  }

  public static List<String> ruledOut(Diagnosis diagnosis) {
    return diagnosis.ruledOut().stream()
        .map(
            out ->
                markdown(
                    out.category().words()
                        + Phrases.optionalSubject(out.subject())
                        + ": "
                        + out.because()))
        .toList();
  }

  /** Sources that could not be asked. */
  public static List<String> blind(Diagnosis diagnosis) {
    return diagnosis.blind().stream().map(it -> markdown(Phrases.blind(it))).toList();
  }
}
