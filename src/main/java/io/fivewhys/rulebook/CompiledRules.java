package io.fivewhys.rulebook;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What compiling rules leaves: class files and the lists by which Drools finds them.
 *
 * @param contents by path, as in a jar; the bytes must not be changed
 */
record CompiledRules(SortedMap<String, byte[]> contents) {
  CompiledRules {
    contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
  }
}
