package io.fivewhys.revision;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Files that only their owner reads, and that are there whole or not at all. */
final class PrivateFiles {
  static final String UNFINISHED = ".unfinished";

  private PrivateFiles() {}

  /** Makes a directory and those above it; what exists keeps its permissions. */
  static void directory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, permissions(directory, "rwx------"));
    }
  }

  /** Puts content in place of a file, by one rename; it survives a power failure afterwards. */
  static void replace(Path file, byte[] content) throws IOException {
    Path unfinished =
        file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
    try {
      try (FileChannel channel =
          open(unfinished, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        write(channel, content);
        channel.force(true);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      sync(file.getParent());
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  static FileChannel open(Path file, StandardOpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), permissions(file, "rw-------"));
  }

  static void write(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(content);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  /** Makes renames and new names in a directory last. */
  static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (FileSystemException _) {
      // Not every system lets a directory be opened; those need no such call.
    }
  }

  private static FileAttribute<?>[] permissions(Path place, String owners) {
    return place.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(owners))
        }
        : new FileAttribute<?>[0];
  }
}
