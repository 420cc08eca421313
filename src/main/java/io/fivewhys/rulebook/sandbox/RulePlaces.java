package io.fivewhys.rulebook.sandbox;

import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.RuleDescr;

/** Finds for a class of compiled rules the rule that it was made from, and for a thing its line. */
final class RulePlaces {
  private static final Pattern LAST_WORDS = Pattern.compile("([A-Za-z_]\\w*\\.[A-Za-z_]\\w*)\\W*$");
  private static final Pattern LAST_WORD = Pattern.compile("([A-Za-z_]\\w*)\\W*$");
  private static final Pattern GETTER = Pattern.compile("(?:get|is)([A-Z])(\\w*)");

  private record Place(String rule, int line) {}

  private final DrlFile file;
  private final Map<String, String> ruleOfClass = new HashMap<>();

  /**
   * @throws RuntimeException when a class is damaged
   */
  RulePlaces(DrlFile file, OwnClasses classes) {
    this.file = file;
    for (ClassModel model : classes.byName().values()) {
      for (MethodModel method : model.methods()) {
        if (method.methodName().stringValue().startsWith("rule_")) {
          method.code().ifPresent(code -> remember(model, code));
        }
      }
    }
  }

  /** The method that describes a rule says its name before it refers to the rule's classes. */
  private void remember(ClassModel model, CodeModel code) {
    String rule = "";
    String text = "";
    for (CodeElement element : code) {
      switch (element) {
        case ConstantInstruction.LoadConstantInstruction constant
            when constant.constantValue() instanceof String word ->
            text = word;
        case InvokeInstruction call
            when call.name().equalsString("rule")
                && call.owner().asInternalName().endsWith("/D") -> {
          rule = text;
          ruleOfClass.putIfAbsent(model.thisClass().asInternalName(), rule);
        }
        case FieldInstruction field when field.name().equalsString("INSTANCE") ->
            ruleOfClass.putIfAbsent(field.owner().asInternalName(), rule);
        default -> {}
      }
    }
  }

  /** Where an objection against a class is to be shown. */
  RuleProblem problem(String className, Objection objection) {
    Place place = place(className, objection);
    return file.problemAt(
        Stage.SANDBOX, place.rule, place.line, 0, objection.message(), objection.advice());
  }

  private Place place(String className, Objection objection) {
    String name = ruleOfClass.getOrDefault(className, "");
    Optional<RuleDescr> known =
        file.rules().stream().filter(it -> name.equals(it.getName())).findFirst();
    // The description of rules is of several, code of the one that is known.
    if (known.isPresent() && className.contains("/Lambda")) {
      int line = find(known.get(), objection);
      return new Place(name, line > 0 ? line : known.get().getLine());
    }
    for (RuleDescr rule : file.rules()) {
      int line = find(rule, objection);
      if (line > 0) {
        return new Place(rule.getName(), line);
      }
    }
    return known
        .or(() -> file.rules().stream().findFirst())
        .map(rule -> new Place(rule.getName(), rule.getLine()))
        .orElse(new Place("", 0));
  }

  private int find(RuleDescr rule, Objection objection) {
    Matcher word = LAST_WORD.matcher(objection.thing());
    if (!word.find()) {
      return 0;
    }
    List<String> lines = file.text().lines().toList();
    int last =
        file.rules().stream()
            .mapToInt(RuleDescr::getLine)
            .filter(line -> line > rule.getLine())
            .map(line -> line - 1)
            .min()
            .orElse(lines.size());
    Matcher words = LAST_WORDS.matcher(objection.thing());
    int exact = words.find() ? find(lines, words.group(1), rule.getLine(), last) : 0;
    if (exact > 0) {
      return exact;
    }
    int line = find(lines, word.group(1), rule.getLine(), last);
    Matcher getter = GETTER.matcher(word.group(1));
    if (line == 0 && getter.matches()) {
      // A pattern writes the property.
      String property = getter.group(1).toLowerCase(Locale.ROOT) + getter.group(2);
      return find(lines, property, rule.getLine(), last);
    }
    return line;
  }

  private static int find(List<String> lines, String word, int first, int last) {
    Pattern whole = Pattern.compile("(?<!\\w)" + Pattern.quote(word) + "(?!\\w)");
    for (int line = Math.max(1, first); line <= Math.min(last, lines.size()); line++) {
      if (whole.matcher(lines.get(line - 1)).find()) {
        return line;
      }
    }
    return 0;
  }
}
