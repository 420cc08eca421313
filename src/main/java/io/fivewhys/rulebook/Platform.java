package io.fivewhys.rulebook;

import io.fivewhys.fact.Fact;
import io.fivewhys.rulebook.source.Fingerprint;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What compiled rules depend on besides their own text. */
final class Platform {
  /** Raise it when the compiler's settings or the form of a stored unit change. */
  private static final String FORMAT = "3";

  /** The packages that rules import, and those that decide what becomes of them. */
  private static final List<String> PACKAGES =
      List.of(
          "io/fivewhys/fact/",
          "io/fivewhys/inference/",
          "io/fivewhys/budget/",
          "io/fivewhys/rulebook/sandbox/");

  /** What the sandbox allows; beside its classes. */
  private static final String ALLOWED = "io/fivewhys/rulebook/sandbox/allowed.txt";

  private static final byte[] FINGERPRINT = compute();

  private Platform() {}

  /**
   * SHA-256 over all of it; the same as long as the process runs.
   *
   * @throws ExceptionInInitializerError when the program's own classes cannot be read
   */
  static byte[] fingerprint() {
    return FINGERPRINT.clone();
  }

  private static byte[] compute() {
    Fingerprint fingerprint = new Fingerprint().add(FORMAT).add(UnitCompiler.LANGUAGE_LEVEL);
    try {
      fingerprint.add(droolsVersion());
      ownClasses().forEach((name, bytes) -> fingerprint.add(name).add(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own classes cannot be read", e);
    }
    return fingerprint.bytes();
  }

  /** From where the version survives being packed into one jar; manifests do not. */
  private static String droolsVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in =
        Platform.class.getResourceAsStream(
            "/META-INF/maven/org.drools/drools-engine/pom.properties")) {
      if (in == null) {
        throw new IOException("nothing says which Drools this is");
      }
      properties.load(in);
    }
    return properties.getProperty("version", "");
  }

  private static SortedMap<String, byte[]> ownClasses() throws IOException {
    Path home = home();
    TreeMap<String, byte[]> classes = new TreeMap<>();
    if (Files.isDirectory(home)) {
      for (String pack : PACKAGES) {
        if (Files.isDirectory(home.resolve(pack))) {
          try (Stream<Path> files = Files.list(home.resolve(pack))) {
            for (Path file : files.filter(it -> isOwnClass(pack + it.getFileName())).toList()) {
              classes.put(pack + file.getFileName(), Files.readAllBytes(file));
            }
          }
        }
      }
      return classes;
    }
    try (JarFile jar = new JarFile(home.toFile(), false)) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (isOwnClass(entry.getName())) {
          classes.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
        }
      }
    }
    return classes;
  }

  private static boolean isOwnClass(String name) {
    return (name.endsWith(".class") || name.equals(ALLOWED))
        && PACKAGES.contains(name.substring(0, name.lastIndexOf('/') + 1));
  }

  private static Path home() throws IOException {
    try {
      return new File(Fact.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toPath();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
