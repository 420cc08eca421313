package io.fivewhys.rulebook;

import io.fivewhys.rulebook.sandbox.Weaver;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What compiling one {@code .drl} file leaves.
 *
 * @param path of the file, inside the rulebook
 * @param classes class files by path, as in a jar; the bytes must not be changed
 * @param models names of the classes that tell Drools the rules, with dots
 * @param woven whether the budget is woven in; only of what the build made this is believed
 */
record CompiledUnit(
    String path, SortedMap<String, byte[]> classes, List<String> models, boolean woven) {
  CompiledUnit {
    classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    models = List.copyOf(models);
  }

  /** As the compiler makes it. */
  CompiledUnit(String path, SortedMap<String, byte[]> classes, List<String> models) {
    this(path, classes, models, false);
  }

  /** The same with the budget woven in. */
  CompiledUnit weave() {
    if (woven) {
      return this;
    }
    TreeMap<String, byte[]> all = new TreeMap<>(classes);
    all.replaceAll((name, bytes) -> Weaver.weave(bytes));
    return new CompiledUnit(path, all, models, true);
  }
}
