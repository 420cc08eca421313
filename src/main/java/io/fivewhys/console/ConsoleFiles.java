package io.fivewhys.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of the console, by path, all of one build: their version is part of every address, so
 * that a browser may keep them for ever.
 */
public final class ConsoleFiles {
  /** All style sheets in one, in the order of their names, those of libraries first. */
  public static final String STYLES = "console.css";

  private static final int VERSION_DIGITS = 16;

  private final SortedMap<String, ConsoleFile> files;
  private final String version;

  private ConsoleFiles(SortedMap<String, byte[]> contents) {
    contents.put(STYLES, styles(contents));
    files = new TreeMap<>();
    contents.forEach((path, bytes) -> files.put(path, ConsoleFile.of(path, bytes)));
    version = version(contents);
  }

  /** Those that the program brings along. */
  public static ConsoleFiles shipped() {
    try {
      URI home = ConsoleFiles.class.getResource("/console").toURI();
      if (home.getScheme().equals("file")) {
        return in(Path.of(home));
      }
      try (FileSystem jar = FileSystems.newFileSystem(home, Map.of())) {
        return in(jar.getPath("/console"));
      }
    } catch (URISyntaxException | IOException e) {
      throw new IllegalStateException("the program was built without its console", e);
    }
  }

  /** Those of a directory. */
  public static ConsoleFiles in(Path directory) {
    var contents = new TreeMap<String, byte[]>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String path = directory.relativize(file).toString().replace('\\', '/');
        contents.put(path, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the console in " + directory + " cannot be read", e);
    }
    return new ConsoleFiles(contents);
  }

  public Optional<ConsoleFile> find(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** Changes with every change of any file. */
  public String version() {
    return version;
  }

  /** Modules that every page needs, so that a browser need not find them one after the other. */
  List<String> early() {
    return files.keySet().stream()
        .filter(it -> it.endsWith(".js"))
        .filter(it -> it.startsWith("core/") || it.startsWith("ui/") || it.startsWith("shell/"))
        .toList();
  }

  private static byte[] styles(Map<String, byte[]> contents) {
    var all = new ByteArrayOutputStream();
    for (String directory : List.of("vendor/", "style/")) {
      contents.forEach(
          (path, bytes) -> {
            if (path.startsWith(directory) && path.endsWith(".css")) {
              all.writeBytes(bytes);
              all.write('\n');
            }
          });
    }
    return all.toByteArray();
  }

  private static String version(Map<String, byte[]> contents) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      contents.forEach(
          (path, bytes) -> {
            digest.update((path + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
