package io.fivewhys.report;

import static io.fivewhys.report.Printable.line;

import io.fivewhys.diagnose.Diagnosis;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The arithmetic behind each confidence, line by line. */
record Explanation(Page page, Palette palette) {
  private static final String INDENT = "  ";
  private static final double TOLERANCE = 0.0005;
  private static final String DEEPER = " ".repeat(15);

  void of(Diagnosis diagnosis) {
    page.blank().line(palette.heading("How sure, by hand"));
    page.paragraph(
        INDENT,
        INDENT,
        "Weights are decibans, 10·log10 of a likelihood ratio: +10 makes a cause ten times as"
            + " likely, -10 a tenth. Prior, evidence and competition add up to the score, and"
            + " confidence = 1 / (1 + 10^(-score/10)). Facts are numbered from 0 as they were"
            + " given, those from log lines after them.");
    page.blank().line(INDENT + "Symptoms");
    for (var symptom : diagnosis.symptoms()) {
      page.paragraph(
          INDENT + "• ", INDENT + "  ", line(symptom.statement() + inBrackets(symptom.facts())));
    }
    int rank = 1;
    for (var cause : diagnosis.causes()) {
      sum(rank++, cause);
    }
    if (diagnosis.causes().isEmpty()) {
      page.paragraph(INDENT, INDENT, "No cause reached the confidence from which on it is named.");
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
    var rounded = rounded(decimals, value);
    return (rounded.signum() < 0 ? "" : "+") + rounded.toPlainString();
  }

  private static BigDecimal rounded(int decimals, double value) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
  }

  /**
   * As many decimals as it takes for the rounded lines to add up, and to the printed confidence.
   */
  private static int decimals(Diagnosis.Cause cause) {
    var terms = new ArrayList<>(List.of(cause.prior(), cause.competition()));
    cause.evidence().forEach(evidence -> terms.add(evidence.weight()));
    for (int decimals = 1; decimals < 4; decimals++) {
      var sum = BigDecimal.ZERO;
      for (double term : terms) {
        sum = sum.add(rounded(decimals, term));
      }
      double confidence = 1 / (1 + Math.pow(10, -sum.doubleValue() / 10));
      if (sum.compareTo(rounded(decimals, cause.score())) == 0
          && Math.abs(confidence - cause.confidence()) < TOLERANCE) {
        return decimals;
      }
    }
    return 4;
  }

  private static String inBrackets(List<Integer> facts) {
    return facts.isEmpty() ? "" : " (" + Phrases.facts(facts) + ")";
  }
}
