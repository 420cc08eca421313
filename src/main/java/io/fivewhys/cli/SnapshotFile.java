package io.fivewhys.cli;

import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.Locale;

/**
 * A snapshot as it is named on the command line.
 *
 * @param name a file, or {@code -} for standard input
 */
public record SnapshotFile(String name) {

  /**
   * @throws Refused when there is no such file
   * @throws io.fivewhys.fact.read.SnapshotRefused when it holds no snapshot
   */
  public Snapshot read(Surroundings surroundings) throws IOException {
    try (var in = new BufferedInputStream(open(surroundings))) {
      return new SnapshotReader(surroundings.clock()).read(in, format(in));
    }
  }

  private InputStream open(Surroundings surroundings) {
    if (name.equals("-")) {
      return surroundings.in();
    }
    try {
      var path = surroundings.directory().resolve(name);
      if (Files.isDirectory(path)) {
        throw new Refused(name + " is a directory; name a snapshot file, or - for standard input.");
      }
      return Files.newInputStream(path);
    } catch (IOException | InvalidPathException e) {
      throw new Refused("Cannot read " + name + "; name a snapshot file, or - for standard input.");
    }
  }

  /** By the file's name, else by how it begins. */
  private SnapshotReader.Format format(BufferedInputStream in) throws IOException {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
      return SnapshotReader.Format.YAML;
    }
    if (lower.endsWith(".json")) {
      return SnapshotReader.Format.JSON;
    }
    in.mark(1024);
    int first = in.read();
    for (int read = 1; read < 1024 && Character.isWhitespace(first); read++) {
      first = in.read();
    }
    in.reset();
    return first == '{' ? SnapshotReader.Format.JSON : SnapshotReader.Format.YAML;
  }
}
