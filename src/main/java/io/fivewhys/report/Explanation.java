package io.fivewhys.report;

import static io.fivewhys.report.Printable.line;

import io.fivewhys.diagnose.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The arithmetic behind each confidence, line by line. */
record Explanation(Page page, Palette palette) {
  private static final String INDENT = "  ";
  private static final String DEEPER = " ".repeat(15);

  void of(Diagnosis diagnosis) {
    page.blank().line(palette.heading("How sure, by hand"));
    page.paragraph(
        INDENT,
        INDENT,
        "Weights are decibans, 10·log10 of a likelihood ratio: +10 makes a cause ten times as"
            + " likely, -10 a tenth. Prior, evidence and competition add up to the score; the"
            + " confidence is 1 / (1 + 10^(-score/10)).");
    int rank = 1;
    for (var cause : diagnosis.causes()) {
      sum(rank++, cause);
    }
    if (diagnosis.causes().isEmpty()) {
      page.paragraph(INDENT, INDENT, "No cause reached the confidence from which on it is named.");
    }
    for (var symptom : diagnosis.symptoms()) {
      page.paragraph(
          INDENT + "• ",
          INDENT + "  ",
          line("Symptom: " + symptom.statement() + inBrackets(symptom.facts())));
    }
  }

  private void sum(int rank, Diagnosis.Cause cause) {
    int decimals = decimals(cause);
    page.blank();
    page.paragraph(
        INDENT,
        INDENT,
        line(rank + ". " + Phrases.category(cause) + ": " + Phrases.subject(cause.subject())));
    term(decimals, cause.prior(), "prior: how often such a cause is the one, before any evidence");
    for (var evidence : cause.evidence()) {
      term(decimals, evidence.weight(), line(evidence.rule()));
      page.paragraph(
          DEEPER,
          DEEPER,
          line(evidence.statement() + inBrackets(evidence.facts())),
          palette::quiet);
    }
    term(decimals, cause.competition(), "competition: other causes explain the symptoms too");
    page.line(INDENT + " " + "─".repeat(10));
    term(decimals, cause.score(), "score");
    page.line(
        "%s confidence = 1 / (1 + 10^(%s/10)) = %s"
            .formatted(
                INDENT,
                number(decimals, -cause.score()).strip(),
                String.format(Locale.ROOT, "%.4f", cause.confidence())));
    for (var explained : cause.explains()) {
      page.paragraph(DEEPER, DEEPER, line("explains: " + explained));
    }
  }

  private void term(int decimals, double weight, String words) {
    String lead = INDENT + String.format("%11s", number(decimals, weight)) + "  ";
    page.paragraph(lead, DEEPER, words);
  }

  private static String number(int decimals, double value) {
    String number = String.format(Locale.ROOT, "%+." + decimals + "f", value);
    return number.matches("-0\\.?0*") ? number.replace('-', '+') : number;
  }

  /** As many decimals as it takes for the rounded lines to add up to the rounded score. */
  private static int decimals(Diagnosis.Cause cause) {
    var terms = new ArrayList<>(List.of(cause.prior(), cause.competition()));
    cause.evidence().forEach(evidence -> terms.add(evidence.weight()));
    for (int decimals = 1; decimals < 4; decimals++) {
      double scale = Math.pow(10, decimals);
      long sum = terms.stream().mapToLong(term -> Math.round(term * scale)).sum();
      if (sum == Math.round(cause.score() * scale)) {
        return decimals;
      }
    }
    return 4;
  }

  private static String inBrackets(List<Integer> facts) {
    return facts.isEmpty() ? "" : " (" + Phrases.facts(facts) + ")";
  }
}
