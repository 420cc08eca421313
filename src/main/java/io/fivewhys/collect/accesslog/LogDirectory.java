package io.fivewhys.collect.accesslog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What lies beside a log: files that it was renamed or copied to. */
final class LogDirectory {
  private static final int MOST_ENTRIES = 10_000;
  private static final int MOST_FILES = 50;
  private static final List<String> COMPRESSED =
      List.of(".gz", ".bz2", ".xz", ".zst", ".lz4", ".zip", ".z");

  private LogDirectory() {}

  static boolean isCompressed(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return COMPRESSED.stream().anyMatch(name::endsWith);
  }

  /** Files that may have been the log, such as {@code access.log.1}, the newest first. */
  static List<Path> rotated(Path log) throws IOException {
    return beside(log, log.getFileName().toString());
  }

  /**
   * The same with a looser name, such as {@code access-2026-11-22.log}; any log may be called so.
   */
  static List<Path> akin(Path log) throws IOException {
    return beside(log, log.getFileName().toString().replaceFirst("(?<=.)\\..*", ""));
  }

  private record Dated(Path path, FileTime at) {}

  private static List<Path> beside(Path log, String beginning) throws IOException {
    List<Dated> found = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(log.toAbsolutePath().getParent())) {
      int seen = 0;
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        boolean candidate =
            name.startsWith(beginning)
                && !name.equals(log.getFileName().toString())
                && !isCompressed(entry)
                && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS);
        if (candidate) {
          found.add(new Dated(entry, Files.getLastModifiedTime(entry)));
        }
        if (++seen >= MOST_ENTRIES) {
          break;
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return found.stream()
        .sorted(Comparator.comparing(Dated::at).reversed())
        .limit(MOST_FILES)
        .map(Dated::path)
        .toList();
  }
}
