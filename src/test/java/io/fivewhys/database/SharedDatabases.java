package io.fivewhys.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Databases that the tests of one class share, and no other class: to open one takes longer than
 * most tests. Each test takes away what it has put there.
 */
public final class SharedDatabases implements AutoCloseable {
  private final Map<DatabaseKind, Database> open = new EnumMap<>(DatabaseKind.class);
  private final Path directory;

  private SharedDatabases() {
    try {
      directory = Files.createTempDirectory("shared-databases");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Database of(DatabaseKind kind) {
    return open.computeIfAbsent(kind, it -> it.open(directory.resolve("data")));
  }

  @Override
  public void close() throws IOException {
    open.values().forEach(Database::close);
    try (var files = Files.walk(directory)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** Gives those of the class to its {@code @BeforeEach}; they are closed when it ends. */
  public static final class OfTheClass implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedDatabases.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
      return parameter.getParameter().getType() == SharedDatabases.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
      ExtensionContext whole = test;
      while (whole.getTestMethod().isPresent()) {
        whole = whole.getParent().orElseThrow();
      }
      return whole
          .getStore(NAMESPACE)
          .getOrComputeIfAbsent(
              SharedDatabases.class, _ -> new SharedDatabases(), SharedDatabases.class);
    }
  }
}
