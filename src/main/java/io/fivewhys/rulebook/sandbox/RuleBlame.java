package io.fivewhys.rulebook.sandbox;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which rules a class is part of that rules were compiled to, and where each rule stands. Read from
 * class files when it is first asked, since few ever ask; nothing is loaded. Safe for use by
 * several threads.
 *
 * <p>The compiler writes for each rule a method {@code rule_…} that refers to the classes of its
 * conditions and of its consequence. Rules of one file share the classes of equal conditions.
 */
public final class RuleBlame {
  private static final String BUILDER = "org/drools/modelcompiler/dsl/pattern/D";

  private final Map<String, Collection<byte[]>> classFiles;
  private volatile Known known;

  /**
   * @param rulesByClass by file and class
   */
  private record Known(Map<Owner, Set<String>> rulesByClass, Map<String, String> fileByRule) {}

  private record Owner(String file, String className) {}

  /**
   * @param classFiles by the path of their file, after which their class loader must be named
   */
  public RuleBlame(Map<String, Collection<byte[]>> classFiles) {
    this.classFiles = Map.copyOf(classFiles);
  }

  /**
   * Whose code ran when something was thrown: the innermost frame that belongs to rules.
   *
   * @return their names in order; empty when none of the frames kept does
   */
  public List<String> rulesOf(Throwable failure) {
    for (Throwable cause : innermostFirst(failure)) {
      for (StackTraceElement frame : cause.getStackTrace()) {
        if (frame.getClassLoaderName() == null) {
          continue;
        }
        Owner owner = new Owner(frame.getClassLoaderName(), outermost(frame.getClassName()));
        Set<String> rules = known().rulesByClass.get(owner);
        if (rules != null) {
          return List.copyOf(rules);
        }
      }
    }
    return List.of();
  }

  /** The file that a rule stands in, as a path inside the rulebook; empty when there is none. */
  public Optional<String> fileOf(String rule) {
    return Optional.ofNullable(known().fileByRule.get(rule));
  }

  private Known known() {
    Known before = known;
    if (before != null) {
      return before;
    }
    Known read = new Known(new HashMap<>(), new HashMap<>());
    classFiles.forEach(
        (file, classes) -> {
          for (byte[] bytes : classes) {
            for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
              String name = method.methodName().stringValue();
              if (name.startsWith("rule_") || name.startsWith("query_")) {
                readRule(file, method, read);
              }
            }
          }
        });
    known = read;
    return read;
  }

  private static List<Throwable> innermostFirst(Throwable failure) {
    LinkedHashSet<Throwable> causes = new LinkedHashSet<>();
    Throwable at = failure;
    while (at != null && causes.add(at)) {
      at = at.getCause();
    }
    return new ArrayList<>(causes).reversed();
  }

  /** Classes inside a condition or consequence are a part of it. */
  private static String outermost(String className) {
    int inner = className.indexOf('$');
    return inner < 0 ? className : className.substring(0, inner);
  }

  private static void readRule(String file, MethodModel method, Known into) {
    String rule = null;
    String previousText = null;
    Set<String> classes = new HashSet<>();
    for (CodeElement element : method.code().orElseThrow()) {
      switch (element) {
        case ConstantInstruction constant when constant.constantValue() instanceof String text ->
            previousText = text;
        case InvokeInstruction call -> {
          if (rule == null && isNaming(call)) {
            rule = previousText;
          }
          add(classes, call.owner());
        }
        case FieldInstruction field -> add(classes, field.owner());
        case NewObjectInstruction made -> add(classes, made.className());
        default -> {}
      }
    }
    if (rule != null) {
      into.fileByRule.put(rule, file);
      for (String name : classes) {
        into.rulesByClass.computeIfAbsent(new Owner(file, name), _ -> new TreeSet<>()).add(rule);
      }
    }
  }

  /** {@code D.rule("package", "name")}. */
  private static boolean isNaming(InvokeInstruction call) {
    return call.owner().asInternalName().equals(BUILDER)
        && (call.name().equalsString("rule") || call.name().equalsString("query"));
  }

  private static void add(Set<String> classes, ClassEntry owner) {
    String name = owner.asInternalName();
    if (!name.contains("/DomainClassesMetadata")) {
      classes.add(outermost(name.replace('/', '.')));
    }
  }
}
