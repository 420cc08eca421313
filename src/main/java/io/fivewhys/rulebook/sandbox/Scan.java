package io.fivewhys.rulebook.sandbox;

import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks at everything that compiling a file left. Bytes that are no class become a problem. */
final class Scan {
  /** The largest shipped class has 40 KB. */
  private static final int MAX_CLASS_BYTES = 1024 * 1024;

  private static final String ANEW = "remove what was compiled; the text is compiled anew";

  private final DrlFile file;
  private final Map<String, ClassModel> models = new TreeMap<>();
  private final OwnClasses own = new OwnClasses(models);

  /** One thing is often referred to by several classes of a rule, and said once. */
  private final Set<RuleProblem> problems = new LinkedHashSet<>();

  Scan(DrlFile file) {
    this.file = file;
  }

  List<RuleProblem> of(SortedMap<String, byte[]> contents) {
    contents.forEach(this::read);
    check();
    return List.copyOf(problems);
  }

  private void read(String path, byte[] bytes) {
    if (bytes.length > MAX_CLASS_BYTES) {
      damaged(path, "it has " + bytes.length + " bytes");
      return;
    }
    try {
      ClassModel model = ClassFile.of().parse(bytes);
      String name = model.thisClass().asInternalName();
      if (path.equals(name + ".class")) {
        models.put(name, model);
      } else {
        damaged(path, "it holds another class");
      }
    } catch (RuntimeException e) {
      damaged(path, e.getMessage());
    }
  }

  private void check() {
    String folder = file.tree().map(tree -> tree.getName().replace('.', '/')).orElse("");
    RulePlaces places;
    try {
      places = new RulePlaces(file, own);
    } catch (RuntimeException e) {
      damaged("description of the rules", e.getMessage());
      return;
    }
    models.forEach(
        (name, model) -> {
          try {
            ClassCheck.check(AllowList.shipped(), model, ClassKind.of(folder, name), own)
                .forEach(it -> problems.add(places.problem(name, it)));
          } catch (RuntimeException e) {
            damaged(name + ".class", e.getMessage());
          }
        });
  }

  private void damaged(String path, String why) {
    problems.add(
        RuleProblem.of(
            Stage.SANDBOX, file.path(), "the compiled " + path + " is damaged: " + why, ANEW));
  }
}
