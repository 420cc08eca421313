package io.fivewhys.vocabulary;

import io.fivewhys.vocabulary.Vocabulary.Field;
import io.fivewhys.vocabulary.Vocabulary.Function;
import io.fivewhys.vocabulary.Vocabulary.Type;
import io.fivewhys.vocabulary.Vocabulary.Word;
import java.util.List;

/** The vocabulary for people, as Markdown that reads as plain text too. */
public final class VocabularyText {
  private final StringBuilder text = new StringBuilder();

  private VocabularyText() {}

  public static String of(Vocabulary vocabulary) {
    var writing = new VocabularyText();
    writing.write(vocabulary);
    return writing.text.toString();
  }

  private void write(Vocabulary vocabulary) {
    line("# Vocabulary of rules");
    line("");
    line("Rulebook " + vocabulary.revision() + ".");
    heading("Facts");
    vocabulary.facts().forEach(this::type);
    heading("What rules reason with");
    vocabulary.views().forEach(this::type);
    heading("Helpers");
    vocabulary.helpers().forEach(this::function);
    heading("Signs of findings");
    for (var sign : vocabulary.signs()) {
      line("- \"" + sign.sign() + "\"");
      sign.madeBy().forEach(rule -> line("    made by: " + rule));
      sign.usedBy().forEach(rule -> line("    used by: " + rule));
    }
    words("Categories", vocabulary.categories());
    words("Actions", vocabulary.actions());
    words("Risks", vocabulary.risks());
    heading("Strength of evidence");
    for (var strength : vocabulary.evidenceStrengths()) {
      line(
          "- %2d decibans: %s times as often"
              .formatted(strength.decibans(), plain(strength.times())));
    }
    heading("Thresholds");
    for (var it : vocabulary.thresholds()) {
      line(
          "- %s: %s (default %s; %s). %s"
              .formatted(
                  it.name(), plain(it.inForce()), plain(it.byDefault()), it.unit(), it.doc()));
      line("    " + it.key());
    }
    words("Stages", vocabulary.stages());
    words("Operators", vocabulary.operators());
    words("Kinds of error in logs", vocabulary.logPatterns());
    words("Sources that may be blind", vocabulary.sources());
    heading("A measurement of one's own");
    line(vocabulary.signals().doc() + " Settings: " + vocabulary.signals().key() + ".");
    vocabulary
        .signals()
        .inForce()
        .forEach((name, value) -> line("- " + name + ": " + plain(value)));
    line("");
    vocabulary.signals().example().lines().forEach(it -> line("    " + it));
  }

  private void type(Type type) {
    line("");
    line("### " + type.name());
    line(type.doc());
    type.fields().forEach(this::field);
    type.properties().forEach(this::field);
    type.functions().forEach(this::function);
    type.factories().forEach(this::function);
  }

  private void field(Field field) {
    line(
        "- %s : %s%s%s%s%s"
            .formatted(
                field.name(),
                field.type(),
                field.optional() ? ", may be unknown" : "",
                field.unit().isEmpty() ? "" : ", " + field.unit(),
                field.doc().isEmpty() ? "" : ". " + field.doc(),
                field.values().isEmpty() ? "" : " [" + String.join(", ", field.values()) + "]"));
  }

  private void function(Function function) {
    line(
        "- %s : %s%s"
            .formatted(
                function.call(),
                function.type(),
                function.doc().isEmpty() ? "" : ". " + function.doc()));
  }

  private void words(String title, List<Word> words) {
    heading(title);
    words.forEach(it -> line("- " + it.name() + (it.doc().isEmpty() ? "" : ": " + it.doc())));
  }

  private void heading(String title) {
    line("");
    line("## " + title);
    line("");
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private void line(String content) {
    text.append(content).append('\n');
  }
}
