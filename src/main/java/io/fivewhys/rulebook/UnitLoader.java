package io.fivewhys.rulebook;

import io.fivewhys.rulebook.sandbox.Weaver;
import java.util.SortedMap;

/**
 * Holds the classes of one file, with a budget woven in; they go with it. Named after the file, as
 * stack traces show.
 */
final class UnitLoader extends ClassLoader {
  private final SortedMap<String, byte[]> classes;
  private final boolean woven;

  UnitLoader(CompiledUnit unit) {
    super(unit.path(), UnitLoader.class.getClassLoader());
    classes = unit.classes();
    woven = unit.woven();
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] budgeted = woven ? bytes : Weaver.weave(bytes);
    return defineClass(name, budgeted, 0, budgeted.length);
  }
}
