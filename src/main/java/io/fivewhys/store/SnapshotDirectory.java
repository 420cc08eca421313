package io.fivewhys.store;

import io.fivewhys.diagnose.Diagnosis.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of recorded snapshots, bounded by number and bytes. Where there is no room the oldest
 * goes; but while more than a quarter of the room is taken by healthy ones, the oldest of these, so
 * that months of quiet do not push the incidents out. For one thread.
 */
final class SnapshotDirectory {
  private static final String UNFINISHED = ".unfinished-";
  private static final Duration STALE = Duration.ofHours(1);
  private static final int SHARE_OF_HEALTHY = 4;

  /** One snapshot must not push most of the others out. */
  private static final int SHARE_OF_ONE = 4;

  private final Path directory;
  private final int mostFiles;
  private final long mostBytes;

  /** Bytes by name, which is the order of time. */
  private final Room healthy = new Room();

  private final Room telling = new Room();
  private final Map<String, RecordedName> byContent = new HashMap<>();

  private static final class Room {
    final TreeMap<String, Long> files = new TreeMap<>();
    long bytes;

    void add(String name, long size) {
      files.put(name, size);
      bytes += size;
    }

    boolean remove(String name) {
      Long size = files.remove(name);
      bytes -= size == null ? 0 : size;
      return size != null;
    }
  }

  /** Writes what a snapshot is into a stream that stays open. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Makes the directory, takes stock of what it holds and clears away what an earlier process left
   * half written.
   *
   * @param mostFiles 1 or more
   * @param mostBytes 1 or more
   */
  SnapshotDirectory(Path directory, int mostFiles, long mostBytes) throws IOException {
    this.directory = directory;
    this.mostFiles = mostFiles;
    this.mostBytes = mostBytes;
    Files.createDirectories(directory, permissions("rwx------"));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(UNFINISHED) && isLeftOver(file)) {
          Files.deleteIfExists(file);
        }
        Optional<RecordedName> known = RecordedName.parse(name);
        if (known.isPresent()) {
          take(known.get(), Files.size(file));
        }
      }
    }
    makeRoom();
  }

  /** Another process may be writing here at the moment. */
  private static boolean isLeftOver(Path unfinished) throws IOException {
    return Files.getLastModifiedTime(unfinished).toInstant().isBefore(Instant.now().minus(STALE));
  }

  /** The newest recording of the same content, whenever it was observed. */
  Optional<RecordedName> recordingOf(String content) {
    return Optional.ofNullable(byContent.get(content));
  }

  /**
   * Writes a file: whole, or not at all. An older one of the same content goes.
   *
   * @return false when it is too large to be kept
   */
  boolean write(RecordedName name, Content content) throws IOException {
    Path unfinished = directory.resolve(UNFINISHED + name);
    try {
      try (var channel =
              FileChannel.open(
                  unfinished,
                  Set.of(
                      StandardOpenOption.CREATE,
                      StandardOpenOption.TRUNCATE_EXISTING,
                      StandardOpenOption.WRITE),
                  permissions("rw-------"));
          var out = Channels.newOutputStream(channel)) {
        content.writeTo(out);
      }
      long size = Files.size(unfinished);
      if (size > mostBytes / SHARE_OF_ONE) {
        return false;
      }
      Files.move(unfinished, directory.resolve(name.toString()), StandardCopyOption.ATOMIC_MOVE);
      Optional<RecordedName> older = recordingOf(name.content());
      take(name, size);
      if (older.isPresent() && !older.get().equals(name)) {
        drop(older.get().toString());
      }
      makeRoom();
      return true;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Drops what was recorded before this moment. */
  void forget(Instant before) throws IOException {
    for (Room room : List.of(healthy, telling)) {
      while (!room.files.isEmpty() && recordedBefore(room.files.firstKey(), before)) {
        drop(room.files.firstKey());
      }
    }
  }

  private static boolean recordedBefore(String name, Instant moment) {
    return RecordedName.parse(name).orElseThrow().recordedAt().isBefore(moment);
  }

  private void take(RecordedName name, long size) {
    (name.verdict() == Verdict.HEALTHY ? healthy : telling).add(name.toString(), size);
    byContent.put(name.content(), name);
  }

  private void makeRoom() throws IOException {
    while (healthy.files.size() + telling.files.size() > mostFiles
        || healthy.bytes + telling.bytes > mostBytes) {
      drop(next());
    }
  }

  private String next() {
    boolean tooManyHealthy =
        healthy.files.size() > mostFiles / SHARE_OF_HEALTHY
            || healthy.bytes > mostBytes / SHARE_OF_HEALTHY;
    if (telling.files.isEmpty() || tooManyHealthy) {
      return healthy.files.firstKey();
    }
    String oldest = telling.files.firstKey();
    boolean healthyIsOlder =
        !healthy.files.isEmpty() && healthy.files.firstKey().compareTo(oldest) < 0;
    return healthyIsOlder ? healthy.files.firstKey() : oldest;
  }

  private void drop(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
    if (!healthy.remove(name)) {
      telling.remove(name);
    }
    RecordedName.parse(name).ifPresent(gone -> byContent.remove(gone.content(), gone));
  }

  private FileAttribute<?>[] permissions(String owners) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(owners))
        }
        : new FileAttribute<?>[0];
  }
}
