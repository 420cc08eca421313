package io.fivewhys.rulebook.sandbox;

import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** What a file's text may not hold, besides what its conditions may not. */
final class TreeCheck {
  /** Each becomes a method and some classes, and so some milliseconds of compiling. */
  static final int MAX_RULES = 200;

  private static final Set<String> WHOLE_PACKAGES =
      Set.of("io.fivewhys.fact.*", "io.fivewhys.inference.*");

  /** Upper case would meet the classes that are made of rules. */
  private static final Pattern PACKAGE = Pattern.compile("rules(\\.[a-z][a-z0-9_]{0,39}){0,6}");

  /** It becomes part of generated texts and names. */
  private static final Pattern RULE_NAME = Pattern.compile("[^\"\\\\*\\p{Cntrl}]{1,200}");

  private static final Map<String, Pattern> ATTRIBUTES =
      Map.of(
          "agenda-group", Pattern.compile("[A-Za-z][A-Za-z0-9 _-]{0,39}"),
          "dialect", Pattern.compile("java"),
          "no-loop", Pattern.compile("true|false"),
          "lock-on-active", Pattern.compile("true|false"),
          "salience", Pattern.compile("-?\\d{1,6}"));

  private final AllowList allowed;
  private final DrlFile file;
  private final List<RuleProblem> problems = new ArrayList<>();

  private TreeCheck(AllowList allowed, DrlFile file) {
    this.allowed = allowed;
    this.file = file;
  }

  static List<RuleProblem> check(AllowList allowed, DrlFile file) {
    TreeCheck check = new TreeCheck(allowed, file);
    file.tree().ifPresent(check::tree);
    return List.copyOf(check.problems);
  }

  private void tree(PackageDescr tree) {
    if (!PACKAGE.matcher(tree.getName()).matches()) {
      refuse(
          "",
          tree,
          "rules may not be in package " + quoted(tree.getName()),
          "it is rules, or begins with rules. and goes on in lower case, so that their classes meet"
              + " no others");
    }
    Optional.ofNullable(tree.getUnit())
        .ifPresent(it -> refuse("", it, "rules may not belong to a unit", ""));
    tree.getImports().forEach(this::imported);
    each(
        tree.getFunctionImports(),
        "import functions or static members",
        "write the full name of a listed class");
    each(
        tree.getAccumulateImports(),
        "import accumulate functions",
        ConditionCheck.FUNCTIONS_ADVICE);
    each(
        tree.getFunctions(),
        "declare functions",
        "use the vocabulary (io.fivewhys.inference), or conclude a Finding");
    each(tree.getGlobals(), "have globals", "state what is needed as a fact");
    each(
        tree.getTypeDeclarations(),
        "declare types",
        "use Finding, Signal and the other facts: a type of its own would bring code that runs"
            + " while it is built");
    each(
        tree.getEnumDeclarations(),
        "declare enums",
        "write texts: an enum's arguments would run while it is built");
    each(tree.getWindowDeclarations(), "declare windows", "a snapshot is one window");
    each(tree.getEntryPointDeclarations(), "declare entry points", "all facts come one way");
    tree.getAttributes().forEach(it -> attribute("", it));
    if (tree.getRules().size() > MAX_RULES) {
      refuse("", tree, "the file has more than " + MAX_RULES + " rules", "split it");
      return;
    }
    tree.getRules().forEach(this::rule);
  }

  private void imported(ImportDescr descr) {
    String target = descr.getTarget();
    if (descr.getClass() != ImportDescr.class || WHOLE_PACKAGES.contains(target)) {
      // The other kinds of imports are in lists of their own.
      return;
    }
    if (target.endsWith("*")) {
      refuse(
          "",
          descr,
          "rules may not import " + quoted(target),
          "import the classes one by one; whole packages are "
              + WHOLE_PACKAGES.stream().sorted().collect(Collectors.joining(" and ")));
    } else if (!listed(target)) {
      refuse("", descr, "rules may not import " + quoted(target), Instead.of(target, ""));
    }
  }

  private boolean listed(String dotted) {
    return allowed.classes(AllowList.Section.RULES).keySet().stream()
        .anyMatch(it -> Descriptors.readable(it).equals(dotted));
  }

  private void rule(RuleDescr rule) {
    String name = rule.getName();
    if (rule.isQuery()) {
      refuse(
          name,
          rule,
          "there may be no queries (" + quoted(name) + ")",
          "conclude a Finding in a rule and match it in others");
      return;
    }
    if (name == null || !RULE_NAME.matcher(name).matches() || name.isBlank()) {
      refuse(
          "",
          rule,
          "a rule cannot have the name " + quoted(String.valueOf(name)),
          "use up to 200 characters, none of them a quotation mark, a backslash or a *");
    }
    if (rule.getParentName() != null) {
      refuse(
          name,
          rule,
          "a rule may not extend another (" + quoted(rule.getParentName()) + ")",
          "repeat its conditions, or conclude a Finding");
    }
    Optional.ofNullable(rule.getUnit())
        .ifPresent(it -> refuse(name, rule, "rules may not belong to a unit", ""));
    for (String annotation : rule.getAnnotationNames()) {
      refuse(
          name,
          rule,
          "rules may not have annotations (@" + annotation + ")",
          "write a comment: an annotation's value is an expression");
    }
    rule.getAttributes().values().forEach(it -> attribute(name, it));
    for (String consequence : rule.getNamedConsequences().keySet()) {
      if (!ConditionCheck.NAME.matcher(consequence).matches()) {
        refuse(
            name, rule, "a then cannot have the name " + quoted(consequence), "use a simple name");
      }
    }
    problems.addAll(ConditionCheck.check(this::listed, file, rule));
  }

  private void attribute(String rule, AttributeDescr attribute) {
    Pattern wanted = ATTRIBUTES.get(attribute.getName());
    if (wanted == null) {
      refuse(
          rule,
          attribute,
          "rules may not have the attribute " + attribute.getName(),
          "use one of " + ATTRIBUTES.keySet().stream().sorted().collect(Collectors.joining(", ")));
    } else if (attribute.getValue() == null || !wanted.matcher(attribute.getValue()).matches()) {
      refuse(
          rule,
          attribute,
          attribute.getName() + " may not be " + quoted(String.valueOf(attribute.getValue())),
          "write it out, as "
              + wanted.pattern()
              + ": an expression would run while rules are loaded");
    }
  }

  private void each(Iterable<? extends BaseDescr> descrs, String what, String advice) {
    for (BaseDescr descr : descrs) {
      refuse("", descr, "rules may not " + what, advice);
    }
  }

  private void refuse(String rule, BaseDescr at, String message, String advice) {
    problems.add(
        file.problemAt(
            Stage.SANDBOX,
            rule,
            // Of what the file lacks the parser tells no line.
            Math.max(1, at.getLine()),
            Math.max(0, at.getColumn()),
            message,
            advice));
  }

  /** Of a text from outside no more than fits a line. */
  static String quoted(String text) {
    String shown = text.replaceAll("\\p{Cntrl}", "?");
    return "\"" + (shown.length() > 80 ? shown.substring(0, 80) + "…" : shown) + "\"";
  }
}
