package io.fivewhys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that the working directory may hold, and of which the program has copies of its own. */
enum ShippedFiles {
  SETTINGS("config/fivewhys.yaml"),
  EXAMPLE("config/example-snapshot.yaml"),
  GATEWAYS("config/example-gateways.yaml");

  private final String path;

  ShippedFiles(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }

  boolean existsIn(Path directory) {
    return Files.isRegularFile(directory.resolve(path));
  }

  /** The program's own copy. */
  String text() {
    try (var in = ShippedFiles.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the program was built without " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program's own " + path, e);
    }
  }
}
