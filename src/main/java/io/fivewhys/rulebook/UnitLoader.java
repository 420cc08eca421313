package io.fivewhys.rulebook;

import java.util.SortedMap;

/** Holds the classes of one file; they go with it. Named after the file, as stack traces show. */
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
    return defineClass(name, bytes, 0, bytes.length);
  }
}
