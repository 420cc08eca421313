package io.fivewhys.rulebook;

import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Run by the build: compiles the rules that the program ships with, unless that is done. */
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
   * @return whether there was anything to do
   */
  static boolean run(Path rules, Path classes) throws IOException {
    var texts = RuleFiles.in(rules).rules();
    byte[] key = PrebuiltKey.of(texts);
    Path file = classes.resolve(Prebuilt.PLACE.substring(1));
    if (Files.exists(file) && Prebuilt.isCurrent(Files.readAllBytes(file), key)) {
      return false;
    }
    byte[] content = Prebuilt.file(key, RuleCompiler.compile(texts));
    Files.createDirectories(file.getParent());
    Path half = file.resolveSibling(file.getFileName() + ".half");
    Files.write(half, content);
    // Whoever starts meanwhile sees the old file or the new one.
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }
}
