package io.fivewhys.rulebook.sandbox;

import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleProblem;
import java.util.List;
import java.util.SortedMap;

/**
 * Says what in a rule file a rule may not do: first in its text, then in the classes made from it.
 */
public final class Sandbox {
  private Sandbox() {}

  /**
   * Looks at a file before it is compiled.
   *
   * @return empty when it may be compiled; its classes are still to be scanned
   */
  public static List<RuleProblem> refuse(DrlFile file) {
    return TreeCheck.check(AllowList.shipped(), file);
  }

  /**
   * Looks at the classes of a file before one of them is loaded, wherever they come from.
   *
   * @param classes what compiling left, class files by path, as in a jar
   * @return empty when they may be loaded
   */
  public static List<RuleProblem> scan(DrlFile file, SortedMap<String, byte[]> classes) {
    return new Scan(file).of(classes);
  }
}
