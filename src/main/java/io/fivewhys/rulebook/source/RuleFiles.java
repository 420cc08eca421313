package io.fivewhys.rulebook.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of a rulebook: paths with forward slashes and their contents, in order of path.
 *
 * @param contents {@code .drl} and {@code .yaml} files by path
 */
public record RuleFiles(SortedMap<String, String> contents) {

  public RuleFiles {
    contents = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(contents));
  }

  /**
   * Reads a directory and everything below it.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  public static RuleFiles in(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      TreeMap<String, String> contents = new TreeMap<>();
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(path).toString().replace('\\', '/');
        if (name.endsWith(".drl") || name.endsWith(".yaml")) {
          contents.put(name, Files.readString(path, StandardCharsets.UTF_8));
        }
      }
      return new RuleFiles(contents);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the rules in " + directory, e);
    }
  }

  /** Reads the rules inside this program's own jar. */
  public static RuleFiles shipped() {
    try {
      URI home = RuleFiles.class.getResource("/rules").toURI();
      if (!home.getScheme().equals("jar")) {
        return in(Path.of(home));
      }
      try (FileSystem jar = FileSystems.newFileSystem(home, Map.of())) {
        return in(jar.getPath("/rules"));
      }
    } catch (URISyntaxException | IOException e) {
      throw new IllegalStateException("the jar's own rules cannot be read", e);
    }
  }

  /** The files that are compiled as rules. */
  public SortedMap<String, String> rules() {
    return only(name -> name.endsWith(".drl"));
  }

  /** The files that say how log lines are recognised. */
  public SortedMap<String, String> logPatterns() {
    return only(name -> name.startsWith("logs/") && name.endsWith(".yaml"));
  }

  /** The cases that stand beside the rules. */
  public SortedMap<String, String> cases() {
    return only(name -> name.endsWith("/cases.yaml"));
  }

  /** SHA-256, in hex, over path and content of all files. */
  public String revision() {
    Fingerprint fingerprint = new Fingerprint();
    contents.forEach((path, content) -> fingerprint.add(path).add(content));
    return fingerprint.hex();
  }

  private SortedMap<String, String> only(Predicate<String> wanted) {
    return contents.entrySet().stream()
        .filter(file -> wanted.test(file.getKey()))
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }
}
