package io.fivewhys.rulebook.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;

/**
 * One {@code .drl} file and the tree that the parser makes of it, which must not be changed.
 * Parsing runs nothing of it.
 *
 * @param path inside the rulebook
 * @param tree empty when it cannot be parsed at all
 * @param problems what the parser says against it
 */
public record DrlFile(
    String path, String text, Optional<PackageDescr> tree, List<RuleProblem> problems) {
  /** The parser numbers its complaints and repeats the place. */
  private static final Pattern PARSER_WORDS =
      Pattern.compile(
          "\\[ERR \\d+] Line \\d+:\\d+ (?<what>.*?)(?: in (?:rule|query) \"?(?<rule>.*?)\"?)?(?: in"
              + " \\w+)?",
          Pattern.DOTALL);

  /** A text beyond the {@link TextLimits} is not given to the parser. */
  public static DrlFile parse(String path, String text) {
    return LastParsed.of(path, text);
  }

  static DrlFile parsed(String path, String text) {
    Optional<RuleProblem> beyond = TextLimits.problem(path, text);
    if (beyond.isPresent()) {
      return new DrlFile(path, text, Optional.empty(), List.of(beyond.get()));
    }
    DrlParser parser = new DrlParser();
    PackageDescr tree = null;
    List<RuleProblem> problems = new ArrayList<>();
    try {
      tree = parser.parse(false, text);
    } catch (DroolsParserException | RuntimeException | StackOverflowError e) {
      problems.add(
          RuleProblem.of(Stage.PARSE, path, "this cannot be read as DRL: " + e, "simplify it"));
    }
    for (DroolsError error : parser.getErrors()) {
      RuleProblem problem = problem(path, text, error);
      // What follows from an error before it names no place.
      if (problems.isEmpty() || problem.line() > 0) {
        problems.add(problem);
      }
    }
    return new DrlFile(path, text, Optional.ofNullable(tree), List.copyOf(problems));
  }

  /** Rules and queries in the order of the text; none when the file cannot be parsed. */
  public List<RuleDescr> rules() {
    return tree.map(PackageDescr::getRules).orElse(List.of());
  }

  /** The text of a line without its indentation; empty when there is no such line. */
  public String line(int number) {
    return line(text, number);
  }

  /** A problem at the place of a node of the tree. */
  public RuleProblem problemAt(
      Stage stage, String rule, BaseDescr at, String message, String advice) {
    return problemAt(stage, rule, at.getLine(), Math.max(0, at.getColumn()), message, advice);
  }

  /**
   * A problem at a place.
   *
   * @param line 1-based; 0 or less when unknown
   * @param column 1-based; 0 when unknown
   */
  public RuleProblem problemAt(
      Stage stage, String rule, int line, int column, String message, String advice) {
    int known = Math.max(0, line);
    return new RuleProblem(stage, path, rule, known, column, line(known), message, advice);
  }

  private static RuleProblem problem(String path, String text, DroolsError error) {
    int line = error.getLines().length > 0 ? Math.max(0, error.getLines()[0]) : 0;
    int column = error instanceof ParserError where ? Math.max(0, where.getCol() + 1) : 0;
    var words = PARSER_WORDS.matcher(error.getMessage().strip());
    if (!words.matches()) {
      return new RuleProblem(
          Stage.PARSE, path, "", line, column, line(text, line), error.getMessage(), "");
    }
    String rule = Optional.ofNullable(words.group("rule")).orElse("");
    return new RuleProblem(
        Stage.PARSE,
        path,
        rule,
        line,
        column,
        line(text, line),
        words.group("what"),
        "look here and just before: a parenthesis, a quote, a comma, `when`, `then` or `end` is"
            + " missing or too much");
  }

  private static String line(String text, int number) {
    return number < 1 ? "" : text.lines().skip(number - 1L).findFirst().orElse("").strip();
  }
}
