package io.fivewhys.revision;

import io.fivewhys.revision.RevisionsUnavailable.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** One writer at a time, among threads and among processes; it ends with its process. */
final class StoreLock {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

  /** A lock on a file is the process's; among its threads another one is needed. */
  private static final Map<Path, ReentrantLock> WITHIN_PROCESS = new ConcurrentHashMap<>();

  private final Path file;
  private final ReentrantLock withinProcess;
  private final Duration patience;

  StoreLock(Path file, Duration patience) throws IOException {
    this.file = file;
    this.patience = patience;
    Path real = file.getParent().toRealPath().resolve(file.getFileName());
    withinProcess = WITHIN_PROCESS.computeIfAbsent(real, _ -> new ReentrantLock(true));
  }

  /** Work that may fail as files do. */
  interface Work<T> {
    T run() throws IOException;
  }

  <T> T holding(Work<T> work) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    if (!acquired(deadline)) {
      throw locked();
    }
    try (FileChannel channel =
        PrivateFiles.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      FileLock lock = channel.tryLock();
      while (lock == null) {
        if (System.nanoTime() - deadline > 0) {
          throw locked();
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        lock = channel.tryLock();
      }
      return work.run();
    } finally {
      withinProcess.unlock();
    }
  }

  private boolean acquired(long deadline) {
    try {
      return withinProcess.tryLock(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private RevisionsUnavailable locked() {
    return new RevisionsUnavailable(
        Code.LOCKED,
        "another process has held %s for %d seconds; see which one it is (`fuser %s`), or give this"
                .formatted(file, patience.toSeconds(), file)
            + " service a data.directory of its own",
        null);
  }
}
