package io.fivewhys.rulebook.source;

import io.fivewhys.settings.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * What can be seen to be wrong with a set of rules from its text alone, beyond what the compiler
 * minds: rules that could not be told apart, and files and rules that would be of no effect.
 */
public final class Consistency {
  /** First folders of a path whose rules are run as a stage of that name. */
  private static final Set<String> STAGES = Set.of("evidence", "diagnosis", "advice");

  private static final String GROUP = "agenda-group";
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

  private final List<RuleProblem> problems = new ArrayList<>();

  private Consistency() {}

  /**
   * @param files the whole rulebook
   * @param parsed its {@code .drl} files; one that the parser refused is passed over
   * @return every problem, in order of files and lines; empty when there is none
   */
  public static List<RuleProblem> problems(RuleFiles files, List<DrlFile> parsed) {
    Consistency consistency = new Consistency();
    for (DrlFile file : parsed) {
      if (file.problems().isEmpty() && file.tree().isPresent()) {
        consistency.check(file, file.tree().get());
      }
    }
    consistency.namesOnce(parsed);
    consistency.casesBesideRules(files);
    return List.copyOf(consistency.problems);
  }

  /** The same, parsing the files first. */
  public static List<RuleProblem> problems(RuleFiles files) {
    return problems(
        files,
        files.rules().entrySet().stream()
            .map(file -> DrlFile.parse(file.getKey(), file.getValue()))
            .toList());
  }

  private void check(DrlFile file, PackageDescr tree) {
    List<RuleDescr> rules = file.rules().stream().filter(rule -> !rule.isQuery()).toList();
    if (rules.isEmpty()) {
      problems.add(
          RuleProblem.of(
              Stage.CONSISTENCY,
              file.path(),
              "there is no rule in this file",
              "add one, or remove the file"));
    }
    packageFitsFolder(file, tree);
    for (RuleDescr rule : rules) {
      stageFitsFolder(file, tree, rule);
      doesSomething(file, rule);
    }
  }

  private void packageFitsFolder(DrlFile file, PackageDescr tree) {
    String wanted = packageOf(file.path());
    if (wanted.equals(tree.getName())) {
      return;
    }
    int line = Math.max(1, lineOf(file.text(), "package"));
    problems.add(
        file.problemAt(
            Stage.CONSISTENCY,
            "",
            line,
            0,
            tree.getName().isEmpty()
                ? "the file names no package"
                : "the package is " + tree.getName() + ", which does not fit the file's folder",
            "write: package " + wanted + ";"));
  }

  /** The package that rules of a file belong to: {@code rules.} and its folders. */
  public static String packageOf(String path) {
    int end = path.lastIndexOf('/');
    return end < 0 ? "rules" : "rules." + path.substring(0, end).replace('/', '.');
  }

  private void stageFitsFolder(DrlFile file, PackageDescr tree, RuleDescr rule) {
    String stage = file.path().replaceFirst("/.*", "");
    if (!STAGES.contains(stage)) {
      return;
    }
    Optional<String> group =
        Optional.ofNullable(rule.getAttributes().get(GROUP))
            .or(() -> Optional.ofNullable(tree.getAttribute(GROUP)))
            .map(AttributeDescr::getValue)
            .map(value -> value.replaceAll("^[\"']|[\"']$", ""));
    if (group.isPresent() && group.get().equals(stage)) {
      return;
    }
    problems.add(
        file.problemAt(
            Stage.CONSISTENCY,
            rule.getName(),
            rule,
            group
                .map(other -> "the rule is of the stage \"" + other + "\", its folder is not")
                .orElse("the rule is of no stage"),
            "write above the first rule: agenda-group \"" + stage + "\""));
  }

  private void doesSomething(DrlFile file, RuleDescr rule) {
    boolean empty = isEmpty(rule.getConsequence());
    boolean allEmpty =
        empty && rule.getNamedConsequences().values().stream().allMatch(Consistency::isEmpty);
    if (allEmpty) {
      problems.add(
          file.problemAt(
              Stage.CONSISTENCY,
              rule.getName(),
              rule,
              "the rule does nothing: its then is empty",
              "conclude something with insertLogical( … ), or remove the rule"));
    }
  }

  private static boolean isEmpty(Object consequence) {
    return consequence == null
        || COMMENT.matcher(consequence.toString()).replaceAll("").replace(";", "").isBlank();
  }

  /** Answers, metrics and cases name a rule by its sentence alone. */
  private void namesOnce(List<DrlFile> parsed) {
    Map<String, String> places = new HashMap<>();
    for (DrlFile file : parsed) {
      for (RuleDescr rule : file.rules()) {
        String place = file.path() + ":" + rule.getLine();
        String first = places.putIfAbsent(rule.getName(), place);
        if (first != null) {
          problems.add(
              file.problemAt(
                  Stage.CONSISTENCY,
                  rule.getName(),
                  rule,
                  "there is a rule of this name already, in " + first,
                  "give each its own name: answers and cases name a rule by it alone"));
        }
      }
    }
  }

  private void casesBesideRules(RuleFiles files) {
    Set<String> folders =
        files.rules().keySet().stream().map(Consistency::folder).collect(Collectors.toSet());
    for (String cases : new TreeMap<>(files.cases()).keySet()) {
      if (folders.contains(folder(cases))) {
        continue;
      }
      String nearest =
          Nearest.to(folder(cases), folders).map(it -> "; did you mean " + it + "?").orElse("");
      problems.add(
          RuleProblem.of(
              Stage.CONSISTENCY,
              cases,
              "there is no rule in this folder" + nearest,
              "put cases beside the rules that they are about"));
    }
  }

  private static String folder(String path) {
    int end = path.lastIndexOf('/');
    return end < 0 ? "" : path.substring(0, end);
  }

  private static int lineOf(String text, String word) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().startsWith(word)) {
        return i + 1;
      }
    }
    return 0;
  }
}
