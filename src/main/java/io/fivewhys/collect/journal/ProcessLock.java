package io.fivewhys.collect.journal;

import io.fivewhys.access.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** One process at a time, by a lock on a file that stays where it is; it ends with its process. */
final class ProcessLock {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(2);

  private final Path file;
  private final Duration patience;

  ProcessLock(Path file, Duration patience) {
    this.file = file;
    this.patience = patience;
  }

  /**
   * To be closed, which gives the lock back.
   *
   * @throws IOException when it cannot be had in time
   */
  FileChannel acquire() throws IOException {
    return acquire(patience);
  }

  /** The same with another patience. */
  FileChannel acquire(Duration patience) throws IOException {
    FileChannel channel = OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      long beganNanos = System.nanoTime();
      while (tried(channel) == null) {
        if (System.nanoTime() - beganNanos > patience.toNanos() || Thread.interrupted()) {
          throw new IOException("another process has held " + file + " for too long");
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileLock tried(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldWithinThisProcess) {
      return null;
    }
  }
}
