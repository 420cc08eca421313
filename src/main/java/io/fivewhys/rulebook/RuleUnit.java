package io.fivewhys.rulebook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.drools.model.Model;

/**
 * The rules of one file, loaded. Immutable, and shared by all rulebooks with the same file.
 *
 * @param models what Drools assembles its network from
 * @param classFiles what it was loaded from
 */
record RuleUnit(String path, List<Model> models, Collection<byte[]> classFiles) {

  /**
   * @throws IllegalStateException when the classes do not fit this program
   */
  static RuleUnit load(CompiledUnit unit) {
    UnitLoader loader = new UnitLoader(unit);
    List<Model> models = new ArrayList<>();
    try {
      for (String path : unit.classes().keySet()) {
        loader.loadClass(path.substring(0, path.length() - ".class".length()).replace('/', '.'));
      }
      for (String model : unit.models()) {
        if (!unit.classes().containsKey(model.replace('.', '/') + ".class")) {
          // Never make an object of a class that the sandbox has not read.
          throw new ClassNotFoundException(model);
        }
        models.add(model(loader.loadClass(model)));
      }
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      throw new IllegalStateException("the compiled rules of " + unit.path() + " do not load", e);
    }
    return new RuleUnit(unit.path(), List.copyOf(models), unit.classes().values());
  }

  /**
   * One at a time: the classes of several files are loaded at once, but Drools counts its names.
   */
  private static synchronized Model model(Class<?> type) throws ReflectiveOperationException {
    return (Model) type.getDeclaredConstructor().newInstance();
  }
}
