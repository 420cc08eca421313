package io.fivewhys;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Google Java Format over all sources; {@code mvn -Pformat} runs {@link #main}. */
final class Formatting {
  private static final Formatter FORMATTER =
      new Formatter(JavaFormatterOptions.builder().reorderModifiers(true).build());

  private Formatting() {}

  /** Rewrites what is not formatted. */
  public static void main(String[] arguments) throws Exception {
    for (var source : sources(Path.of(""))) {
      String text = Files.readString(source);
      String formatted = formatted(text);
      if (!formatted.equals(text)) {
        Files.writeString(source, formatted);
        System.out.println("formatted " + source);
      }
    }
  }

  static List<Path> sources(Path project) throws IOException {
    try (Stream<Path> files = Files.walk(project.resolve("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  static String formatted(String text) throws FormatterException {
    String imports = ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.GOOGLE);
    return FORMATTER.formatSource(RemoveUnusedImports.removeUnusedImports(imports));
  }
}
