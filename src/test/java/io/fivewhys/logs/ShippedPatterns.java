package io.fivewhys.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The patterns in {@code rules/logs}, read once. */
final class ShippedPatterns {
  private static final LogPatterns PATTERNS = LogPatterns.parse(files());

  private ShippedPatterns() {}

  static LogPatterns patterns() {
    return PATTERNS;
  }

  static Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(Path.of("rules", "logs"))) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".yaml")).toList()) {
        files.put("logs/" + path.getFileName(), Files.readString(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
