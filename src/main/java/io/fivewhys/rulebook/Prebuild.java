package io.fivewhys.rulebook;

import io.fivewhys.rulebook.source.Consistency;
import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Run by the build: compiles the rules that the program ships with, as far as that is not done. */
final class Prebuild {
  private Prebuild() {}

  /**
   * @param arguments the directory of the rules, and the directory of the classes to write to
   */
  public static void main(String[] arguments) throws IOException {
    try {
      run(Path.of(arguments[0]), Path.of(arguments[1]));
    } catch (RulebookRefused refused) {
      System.err.println("The rules cannot be compiled:\n" + refused.getMessage());
      System.exit(1);
    }
  }

  /**
   * @return how many files were compiled
   * @throws RulebookRefused naming every problem
   */
  static int run(Path rules, Path classes) throws IOException {
    RuleFiles files = RuleFiles.in(rules);
    List<RuleProblem> problems = new ArrayList<>(Consistency.problems(files));
    if (!problems.isEmpty()) {
      throw new RulebookRefused(problems);
    }
    write(classes, ShippedUnits.REVISION_PLACE, files.revision().getBytes(StandardCharsets.UTF_8));
    var texts = files.rules();
    Path file = classes.resolve(ShippedUnits.PLACE.substring(1));
    ShippedUnits before =
        ShippedUnits.of(
            Files.exists(file) ? Files.readAllBytes(file) : ShippedUnits.write(Map.of()));
    if (before.isExactly(texts)) {
      return 0;
    }
    Map<UnitKey, CompiledUnit> units = new LinkedHashMap<>();
    int compiled = 0;
    for (var text : texts.entrySet()) {
      UnitKey key = UnitKey.of(text.getKey(), text.getValue());
      var known = before.find(key);
      compiled += known.isPresent() ? 0 : 1;
      try {
        units.put(
            key,
            known.orElseGet(
                () -> UnitCompiler.compile(DrlFile.parse(text.getKey(), text.getValue())).weave()));
      } catch (RulebookRefused refused) {
        problems.addAll(refused.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new RulebookRefused(problems);
    }
    write(classes, ShippedUnits.PLACE, ShippedUnits.write(units));
    return compiled;
  }

  private static void write(Path classes, String place, byte[] content) throws IOException {
    Path file = classes.resolve(place.substring(1));
    Files.createDirectories(file.getParent());
    Path half = file.resolveSibling(file.getFileName() + ".half");
    Files.write(half, content);
    // Whoever starts meanwhile sees the old file or the new one.
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
