package io.fivewhys.explain;

import io.fivewhys.explain.Explanation.Condition;
import io.fivewhys.explain.Explanation.Thing;
import io.fivewhys.report.Printable;

/** An explanation for people, plain lines for a terminal. */
public final class ExplanationText {
  private final StringBuilder text = new StringBuilder();

  private ExplanationText() {}

  public static String of(Explanation told) {
    var writing = new ExplanationText();
    writing.write(told);
    return writing.text.toString();
  }

  private void write(Explanation told) {
    String verdict =
        told.fired() ? "FIRED" : told.withdrawn() ? "FIRED AND TAKEN BACK" : "DID NOT FIRE";
    line("", verdict + "  " + told.rule());
    line("  ", told.file() + ":" + told.line() + ", stage " + told.stage());
    line("", "");
    told.conditions().forEach(this::condition);
    line("", "");
    line("", told.summary());
    if (told.cut()) {
      line("", "There was more to try than is tried; counts are at least what they say.");
    }
  }

  private void condition(Condition it) {
    String status = it.status().toString().replace('_', ' ');
    line("", "%4d  %-13s  %s".formatted(it.line(), status, it.text()));
    if (it.status() == Explanation.Status.NOT_REACHED) {
      return;
    }
    it.found().forEach(thing -> line("      ", "found   " + words(thing)));
    int found = it.found().size();
    if (it.passed() > found && found == Explanation.MOST_LISTED) {
      line("      ", "        and more: " + it.passed() + " combinations pass");
    }
    if (!it.why().isEmpty()) {
      line("      ", "why     " + it.why());
    }
    it.nearest().forEach(near -> line("      ", "near    " + words(near.thing())));
    it.blind()
        .forEach(
            blind ->
                line(
                    "      ",
                    "blind   "
                        + blind.source()
                        + blind.subject().map(of -> " for " + of).orElse("")
                        + blind.reason().map(why -> ": " + why).orElse("")));
    it.makers()
        .forEach(
            maker ->
                line(
                    "      ",
                    "ask     \"%s\" (%s:%d)".formatted(maker.rule(), maker.file(), maker.line())));
  }

  private static String words(Thing thing) {
    return WhyNot.words(thing);
  }

  private void line(String indent, String content) {
    text.append(indent).append(content.isEmpty() ? "" : safe(content)).append('\n');
  }

  /** Keeps the spaces that align columns. */
  private static String safe(String content) {
    int begin = 0;
    while (begin < content.length() && content.charAt(begin) == ' ') {
      begin++;
    }
    String[] columns = content.substring(begin).split("(?<= {2})", -1);
    var line = new StringBuilder(" ".repeat(begin));
    for (String column : columns) {
      String plain = column.stripTrailing();
      line.append(Printable.line(plain)).append(" ".repeat(column.length() - plain.length()));
    }
    return line.toString();
  }
}
