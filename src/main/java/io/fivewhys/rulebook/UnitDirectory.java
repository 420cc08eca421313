package io.fivewhys.rulebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled units as files, so that a restart compiles nothing. What is damaged is thrown away, and
 * what is read goes through the sandbox like what was just compiled.
 */
final class UnitDirectory implements UnitCache {
  private static final Logger LOG = LoggerFactory.getLogger(UnitDirectory.class);
  private static final String SUFFIX = ".unit";

  private final Path directory;
  private final int most;

  /**
   * @param directory made when something is kept
   * @param most files that are kept; those used longest ago go first
   */
  UnitDirectory(Path directory, int most) {
    this.directory = directory;
    this.most = most;
  }

  @Override
  public Optional<CompiledUnit> find(UnitKey key) {
    Path file = file(key);
    try {
      Optional<CompiledUnit> unit = UnitForm.read(key, Files.readAllBytes(file));
      if (unit.isEmpty()) {
        LOG.warn("The compiled rules in {} are damaged; compiling them anew", file);
        Files.deleteIfExists(file);
      } else {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      }
      return unit;
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn("The compiled rules in {} cannot be read: {}", file, e.toString());
      return Optional.empty();
    }
  }

  @Override
  public synchronized void keep(UnitKey key, CompiledUnit unit) {
    Path half = directory.resolve(key.hex() + ".half");
    try {
      makeDirectory();
      Files.write(half, UnitForm.write(key, unit));
      // Whoever reads meanwhile sees the old file or the new one.
      Files.move(
          half, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      prune();
    } catch (IOException e) {
      LOG.warn("Compiled rules cannot be kept in {}: {}", directory, e.toString());
    }
  }

  private void makeDirectory() throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(directory);
    }
  }

  private void prune() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(it -> it.toString().endsWith(SUFFIX)).toList();
    }
    if (files.size() <= most) {
      return;
    }
    // Some more than needed, so that this is not done for every file.
    files.stream()
        .sorted(Comparator.comparing(UnitDirectory::used))
        .limit(files.size() - most + most / 10)
        .forEach(UnitDirectory::delete);
  }

  private static Instant used(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("Old compiled rules cannot be deleted: {}", e.toString());
    }
  }

  private Path file(UnitKey key) {
    return directory.resolve(key.hex() + SUFFIX);
  }
}
