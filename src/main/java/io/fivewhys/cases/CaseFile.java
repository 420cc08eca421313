package io.fivewhys.cases;

import io.fivewhys.cases.CaseYaml.Field;
import io.fivewhys.cases.RuleCase.Answer;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.inference.Thresholds;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import io.fivewhys.settings.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads one {@code cases.yaml}: fixtures, and cases with what they expect. */
final class CaseFile {
  private static final List<String> KEYS = List.of("fixtures", "cases");
  private static final List<String> FRAME = List.of("gateway", "namespace", "observedAt", "window");
  static final List<String> CASE_KEYS =
      Stream.of(
              List.of("name", "use", "facts", "concludes", "doesNotConclude", "not", "thresholds"),
              AnswerReading.KEYS,
              FRAME)
          .flatMap(List::stream)
          .toList();

  private final FileProblems problems;
  private final String text;
  private final CaseYaml yaml;
  private final RuleIndex rules;
  private final CaseBudget budget;
  private final List<RuleCase> cases = new ArrayList<>();
  private final Map<String, ScalarNode> names = new HashMap<>();

  private CaseFile(String file, String text, RuleIndex rules, CaseBudget budget) {
    this.text = text;
    this.problems = new FileProblems(file, text);
    this.yaml = new CaseYaml(problems);
    this.rules = rules;
    this.budget = budget;
  }

  /**
   * @param found takes every problem of the file
   * @return its cases, those without a problem
   */
  static List<RuleCase> read(
      String file, String text, RuleIndex rules, CaseBudget budget, List<RuleProblem> found) {
    CaseFile reading = new CaseFile(file, text, rules, budget);
    reading.yaml.root(text).ifPresentOrElse(reading::read, reading::empty);
    found.addAll(reading.problems.found());
    return reading.cases;
  }

  private void empty() {
    if (problems.count() == 0) {
      problems.add(Stage.PARSE, null, "", "there is no case in this file", "add cases:");
    }
  }

  private void read(Node root) {
    Map<String, Field> fields = yaml.fields(root, "the file", KEYS);
    Fixtures fixtures = new Fixtures(Optional.ofNullable(fields.get("fixtures")), yaml, problems);
    List<Node> items = fields.containsKey("cases") ? yaml.items(fields.get("cases")) : List.of();
    if (items.isEmpty()) {
      problems.parse(root, "there is no case in this file", "add one under cases:");
    }
    for (Node item : items) {
      if (!budget.takeCase()) {
        problems.parse(
            item, "there are more than " + CaseBudget.MOST_CASES + " cases", "remove some");
        return;
      }
      readCase(item, fixtures);
    }
  }

  private void readCase(Node node, Fixtures fixtures) {
    int before = problems.count();
    Map<String, Field> fields = yaml.fields(node, "a case", CASE_KEYS);
    if (fields.isEmpty()) {
      return;
    }
    Optional<ScalarNode> name = name(node, fields);
    AnswerReading answers = new AnswerReading(yaml, problems);
    Answer answer = answers.read(fields);
    Answer not =
        Optional.ofNullable(fields.get("not"))
            .map(it -> answers.read(yaml.fields(it.value(), "not", AnswerReading.KEYS)))
            .orElse(Answer.ANY);
    List<String> does = ruleNames(fields.get("concludes"));
    List<String> doesNot = ruleNames(fields.get("doesNotConclude"));
    refuseContradiction(fields, does, doesNot);
    UnaryOperator<Thresholds> thresholds =
        Optional.ofNullable(fields.get("thresholds"))
            .map(it -> ThresholdChanges.read(it, yaml, problems))
            .orElse(UnaryOperator.identity());
    FRAME.stream().filter(fields::containsKey).forEach(it -> yaml.text(fields.get(it).value(), it));
    Optional<Snapshot> snapshot =
        new CaseSnapshot(problems, node, fields, fixtures.facts(fields)).read(budget);
    if (problems.count() > before || name.isEmpty() || snapshot.isEmpty()) {
      return;
    }
    if (does.isEmpty() && doesNot.isEmpty() && answer.asksNothing() && not.asksNothing()) {
      problems.consistency(
          name.get(),
          "",
          "the case expects nothing, so that it cannot fail",
          "add one of concludes, doesNotConclude, not, " + String.join(", ", AnswerReading.KEYS));
      return;
    }
    int line = name.get().getStartMark().getLine();
    cases.add(
        new RuleCase(
            problems.file(),
            line + 1,
            text.lines().skip(line).findFirst().orElse("").strip(),
            name.get().getValue(),
            snapshot.get(),
            thresholds,
            does,
            doesNot,
            answer,
            not));
  }

  private Optional<ScalarNode> name(Node node, Map<String, Field> fields) {
    if (!fields.containsKey("name")) {
      problems.parse(node, "the case has no name", "add name: a sentence that says what is seen");
      return Optional.empty();
    }
    Optional<ScalarNode> name = yaml.text(fields.get("name").value(), "name");
    name.ifPresent(
        it -> {
          ScalarNode first = names.putIfAbsent(it.getValue(), it);
          if (first != null) {
            problems.consistency(
                it,
                "",
                "there is a case of this name already, in line "
                    + (first.getStartMark().getLine() + 1),
                "give each case of a file its own name");
          }
        });
    return name;
  }

  private List<String> ruleNames(Field field) {
    if (field == null) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    for (ScalarNode name : yaml.texts(field)) {
      found.add(name.getValue());
      if (rules.complete() && rules.named(name.getValue()).isEmpty()) {
        problems.consistency(
            name,
            name.getValue(),
            "there is no rule \"" + name.getValue() + "\"",
            meantRule(name.getValue()));
      }
    }
    return found;
  }

  /** Beside the cases first, then anywhere: names of rules are long, all of them no help. */
  private String meantRule(String name) {
    String folder = RuleIndex.folderOf(problems.file());
    return Nearest.to(name, rules.namesIn(folder))
        .or(() -> Nearest.to(name, rules.names(folder)))
        .map(it -> "did you mean \"" + it + "\"?")
        .orElse("name a rule by the sentence after the word rule");
  }

  private void refuseContradiction(
      Map<String, Field> fields, List<String> does, List<String> doesNot) {
    Set<String> both = new LinkedHashSet<>(does);
    both.retainAll(doesNot);
    for (String rule : both) {
      problems.consistency(
          fields.get("doesNotConclude").key(),
          rule,
          "\"" + rule + "\" must conclude and must not, in the same case",
          "remove it from one of the two");
    }
  }
}
