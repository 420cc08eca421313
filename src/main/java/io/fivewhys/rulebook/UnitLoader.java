package io.fivewhys.rulebook;

import io.fivewhys.rulebook.sandbox.Weaver;
import java.util.SortedMap;

/**
 * Holds the classes of one file, with a budget woven in; they go with it. Named after the file, as
 * stack traces show.
 */
final class UnitLoader extends ClassLoader {
  private final SortedMap<String, byte[]> classes;

  UnitLoader(CompiledUnit unit) {
    super(unit.path(), UnitLoader.class.getClassLoader());
    classes = unit.classes();
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] woven = Weaver.weave(bytes);
    return defineClass(name, woven, 0, woven.length);
  }
}
