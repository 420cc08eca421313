package io.fivewhys.rulebook;

import io.fivewhys.rulebook.source.DrlFile;
import java.util.List;
import java.util.Optional;
import org.drools.drl.ast.descr.RuleDescr;

/** The text of one rule, for finding in it what a complaint is about. */
final class RulePlaces {
  /** What the compiler puts before the functions of a body. */
  private static final String PREFIX =
      "((org.drools.modelcompiler.consequence.DroolsImpl)drools).asKnowledgeHelper().";

  /** Fewer letters are found everywhere. */
  private static final int SHORTEST_STATEMENT = 4;

  /**
   * @param line 1-based; 0 when unknown
   * @param column 1-based; 0 when unknown
   */
  record Place(int line, int column) {}

  private final List<String> lines;
  private final int first;
  private final int last;
  private final int then;

  RulePlaces(DrlFile file, RuleDescr rule) {
    lines = file.text().lines().toList();
    first = Math.clamp(rule.getLine(), 1, Math.max(1, lines.size()));
    last = Math.clamp(rule.getEndLine(), first, Math.max(first, lines.size()));
    then = Math.clamp(rule.getConsequenceLine(), first, last);
  }

  Place firstLine() {
    return new Place(first, 0);
  }

  Place thenLine() {
    return new Place(then, 0);
  }

  /**
   * A line of the body as the compiler counts: the first is that of {@code then}.
   *
   * @param number 1-based
   */
  Place bodyLine(int number) {
    int line = Math.min(last, then + number - 1);
    // A missing end of a statement is noticed behind it.
    while (line > then && (line > lines.size() || isEnd(lines.get(line - 1)))) {
      line--;
    }
    return new Place(line, 0);
  }

  /**
   * @param statement generated Java; empty when there is none
   * @param words what the complaint is about, most telling first
   */
  Optional<Place> find(String statement, List<String> words) {
    Optional<Place> begin = statement.isEmpty() ? Optional.empty() : statement(statement);
    int from = begin.map(Place::line).orElse(first);
    for (String word : words) {
      for (int line = from; line <= last; line++) {
        int column = indexOfWord(lines.get(line - 1), word);
        if (column >= 0) {
          return Optional.of(new Place(line, column + 1));
        }
      }
    }
    return begin;
  }

  /** Where a generated statement begins in the body, whatever the line breaks and spaces. */
  private Optional<Place> statement(String generated) {
    String wanted = generated.replaceAll("\\s", "").replace(PREFIX, "");
    for (int line = then; line <= last; line++) {
      String here = lines.get(line - 1).replaceFirst("^\\s*then\\b", "").replaceAll("\\s", "");
      if (here.length() >= SHORTEST_STATEMENT
          && (wanted.startsWith(here) || here.contains(wanted))) {
        return Optional.of(new Place(line, 0));
      }
    }
    return Optional.empty();
  }

  private static int indexOfWord(String line, String word) {
    int at = line.indexOf(word);
    while (at >= 0) {
      int end = at + word.length();
      boolean begins = at == 0 || !Character.isJavaIdentifierPart(line.charAt(at - 1));
      boolean ends = end == line.length() || !Character.isJavaIdentifierPart(line.charAt(end));
      if ((begins || !Character.isJavaIdentifierPart(word.charAt(0)))
          && (ends || !Character.isJavaIdentifierPart(word.charAt(word.length() - 1)))) {
        return at;
      }
      at = line.indexOf(word, at + 1);
    }
    return -1;
  }

  private static boolean isEnd(String line) {
    return line.isBlank() || line.strip().equals("end");
  }
}
