package io.fivewhys.rulebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
  private static final String HALF = ".half";
  private static final Duration SURELY_LEFT_BEHIND = Duration.ofHours(1);

  private final Path directory;
  private final int most;

  /** Of a directory that cannot be written to it is enough to hear once. */
  private boolean complained;

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
      // One that claims to have its budget woven in could claim it falsely.
      Optional<CompiledUnit> unit =
          UnitForm.read(key, Files.readAllBytes(file)).filter(it -> !it.woven());
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
    // A name of its own, for a command may write the same unit as the service at the same time.
    Path half = directory.resolve(key.hex() + "." + UUID.randomUUID() + HALF);
    try {
      makeDirectory();
      try {
        Files.write(half, UnitForm.write(key, unit));
        // Whoever reads meanwhile sees the old file or the new one.
        Files.move(
            half, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(half);
      }
      prune();
    } catch (IOException e) {
      if (!complained) {
        LOG.warn(
            "Compiled rules cannot be kept in {}, so that the next start compiles them again: {}",
            directory,
            e.toString());
      }
      complained = true;
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
    List<Path> all;
    try (Stream<Path> listed = Files.list(directory)) {
      all = listed.toList();
    }
    Instant now = Instant.now();
    all.stream()
        .filter(it -> it.toString().endsWith(HALF))
        .filter(it -> used(it).plus(SURELY_LEFT_BEHIND).isBefore(now))
        .forEach(UnitDirectory::delete);
    List<Path> files = all.stream().filter(it -> it.toString().endsWith(SUFFIX)).toList();
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
      // Somebody else has deleted it already.
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
