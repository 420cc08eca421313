package io.fivewhys.collect.accesslog;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What lies beside a log: files that it was renamed or copied to. Compressed ones do not count. */
final class LogDirectory {
  private static final int MOST_ENTRIES = 10_000;
  private static final int MOST_FILES = 50;
  private static final List<String> COMPRESSED =
      List.of(".gz", ".bz2", ".xz", ".zst", ".lz4", ".zip", ".z");

  private final Path log;
  private final Path directory;
  private final String name;

  LogDirectory(Path log) {
    this.log = log;
    directory = log.toAbsolutePath().getParent();
    name = log.getFileName().toString();
  }

  static boolean isCompressed(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return COMPRESSED.stream().anyMatch(name::endsWith);
  }

  /** Files that may have been the log, such as {@code access.log.1}, the newest first. */
  List<Path> rotated() throws IOException {
    return beside(name);
  }

  /** The first file, under the log's name or a like one, that holds what was read so far. */
  Optional<OpenLog> sameAs(OpenLog read) throws IOException {
    List<Path> candidates = new ArrayList<>(List.of(log));
    // A looser name, such as access-2026-11-22.log: the content tells.
    candidates.addAll(beside(name.replaceFirst("(?<=.)\\..*", "")));
    for (Path candidate : candidates) {
      Optional<OpenLog> other = open(candidate);
      if (other.isPresent() && read.isSurelyContinuedIn(other.get())) {
        other.get().takeOver(read);
        return other;
      }
      close(other);
    }
    return Optional.empty();
  }

  /**
   * Files that were begun and put aside since this one was, the oldest first; none where it is
   * called otherwise or gone, so that nobody can tell which are later.
   */
  List<OpenLog> putAsideSince(OpenLog renamed, OpenLog now) throws IOException {
    List<OpenLog> since = new ArrayList<>();
    for (Path candidate : rotated()) {
      Optional<OpenLog> other = open(candidate);
      if (other.isPresent() && other.get().isSameAs(renamed)) {
        close(other);
        return since.reversed();
      }
      if (other.isPresent() && !other.get().beginsLike(now)) {
        since.add(other.get());
      } else {
        close(other); // a copy of the new one
      }
    }
    for (OpenLog each : since) {
      each.close();
    }
    return List.of();
  }

  /** Empty for a file that is gone by now or not ours to read. */
  static Optional<OpenLog> open(Path path) throws IOException {
    try {
      return Optional.of(OpenLog.open(path));
    } catch (NoSuchFileException | AccessDeniedException e) {
      return Optional.empty();
    }
  }

  private static void close(Optional<OpenLog> log) throws IOException {
    if (log.isPresent()) {
      log.get().close();
    }
  }

  private record Dated(Path path, FileTime at) {}

  private List<Path> beside(String beginning) throws IOException {
    List<Dated> found = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(directory)) {
      int seen = 0;
      for (Path entry : entries) {
        String other = entry.getFileName().toString();
        if (other.startsWith(beginning) && !other.equals(name) && !isCompressed(entry)) {
          dated(entry).ifPresent(found::add);
        }
        if (++seen >= MOST_ENTRIES) {
          break;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NoSuchFileException | AccessDeniedException e) {
      return List.of(); // then nothing is known to be beside it
    }
    return found.stream()
        .sorted(Comparator.comparing(Dated::at).reversed())
        .limit(MOST_FILES)
        .map(Dated::path)
        .toList();
  }

  private static Optional<Dated> dated(Path entry) throws IOException {
    try {
      var attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          ? Optional.of(new Dated(entry, attributes.lastModifiedTime()))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty(); // gone since the directory was read
    }
  }
}
