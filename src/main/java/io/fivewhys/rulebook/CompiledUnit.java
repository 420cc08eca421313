package io.fivewhys.rulebook;

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
 */
record CompiledUnit(String path, SortedMap<String, byte[]> classes, List<String> models) {
  CompiledUnit {
    classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    models = List.copyOf(models);
  }
}
