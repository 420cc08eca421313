package io.fivewhys.collect.accesslog;

import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Reads what was written to a log since the last time, whatever became of the file meanwhile. A
 * file that was renamed is read on through its handle, for its writer may be slow to notice; one
 * that was truncated is looked for among the copies beside it, which are known by their content.
 * Compressed ones are left alone.
 */
final class FollowedFile implements AutoCloseable {
  private static final int MOST_OLD = 16;
  private static final int MOST_IDLE_LOOKS = 20;

  private final Path path;
  private final LogDirectory directory;
  private final long maxBytes;
  private final List<Old> old = new ArrayList<>();
  private OpenLog current;

  FollowedFile(Path path, long maxBytes) {
    this.path = path;
    directory = new LogDirectory(path);
    this.maxBytes = maxBytes;
  }

  /**
   * What became of the file.
   *
   * @param skippedBytes that were too many to be read
   * @param truncated it was, and what had not been read before is lost
   * @param gone there is none under the name
   * @param bytes that were read
   */
  record Progress(long skippedBytes, boolean truncated, boolean gone, long bytes) {
    /** Lines were lost that nobody will read any more. */
    boolean isLossy() {
      return skippedBytes > 0 || truncated;
    }

    /**
     * Why not all of the log could be read, for people.
     *
     * @param path as configured
     */
    List<String> missing(Path path) {
      List<String> missing = new ArrayList<>();
      if (skippedBytes > 0) {
        missing.add(
            "it grows faster than it may be read: "
                + skippedBytes
                + " bytes were skipped, only the latest are told of; raise max-bytes");
      }
      if (truncated) {
        missing.add("it was truncated, and lines from before that may be lost");
      }
      if (gone) {
        missing.add("there is no file " + path + " any more");
      }
      return missing;
    }
  }

  /** A file that the log was. */
  private static final class Old {
    private OpenLog log;
    private final boolean copy;
    private int looks;
    private long pendingBefore = -1;

    Old(OpenLog log, boolean copy) {
      this.log = log;
      this.copy = copy;
    }

    /** Nobody writes to it any more: it is a copy, or was given time enough. */
    boolean isDone(long read, boolean followed) throws IOException {
      looks++;
      long pending = log.pending();
      boolean idle = read == 0 && pending == pendingBefore;
      pendingBefore = pending;
      return copy
          ? pending <= OpenLog.LONGEST_LINE_BYTES
          : idle && (followed || looks > MOST_IDLE_LOOKS);
    }
  }

  /** Whether it was never read from. */
  boolean isNew() {
    return current == null;
  }

  /**
   * Reads on; at first from where the lines of interest begin.
   *
   * @throws SourceFailed when there is no file that could be read
   */
  Progress read(LogStart start, LineSink lines) throws SourceFailed, InterruptedException {
    try {
      if (current == null) {
        begin(start);
        return drain(false, false, lines);
      }
      boolean complete = reopenOld(lines);
      Optional<OpenLog> now = openUnderPath();
      boolean truncated = now.isPresent() && !follow(now.get(), lines);
      return drain(truncated || !complete, now.isEmpty(), lines);
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw new InterruptedException("the look at " + path + " was given up");
    } catch (NoSuchFileException e) {
      throw new SourceFailed(
          Code.NOT_FOUND,
          path + " is not there; is the path right, and is the log written yet?",
          e);
    } catch (AccessDeniedException e) {
      throw new SourceFailed(
          Code.FORBIDDEN, path + " may not be read; give the service the right to", e);
    } catch (IOException e) {
      throw new SourceFailed(Code.UNAVAILABLE, path + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The file that has the name now. */
  private Optional<OpenLog> openUnderPath() throws IOException, SourceFailed {
    try {
      if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
        throw new SourceFailed(
            Code.MISCONFIGURED,
            path
                + " is no file but a directory, pipe or device; a log that goes there is the"
                + " pod's");
      }
      return Optional.of(OpenLog.open(path));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // perhaps it is being renamed just now
    }
  }

  private void begin(LogStart start) throws IOException, SourceFailed {
    OpenLog log = openUnderPath().orElseThrow(() -> new NoSuchFileException(path.toString()));
    try {
      long from = start.find(log, maxBytes);
      log.startAt(from);
      if (from == 0 && start.mayBeEarlier(log)) {
        predecessor(start, log);
      }
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
    current = log;
  }

  /** The log was begun anew a moment ago; what was before is in the file that it was. */
  private void predecessor(LogStart start, OpenLog log) throws IOException {
    long budget = maxBytes - log.size();
    for (Path candidate : budget > 0 ? directory.rotated() : List.<Path>of()) {
      Optional<OpenLog> before = LogDirectory.open(candidate);
      if (before.isPresent() && before.get().beginsLike(log)) {
        before.get().close(); // a copy
      } else if (before.isPresent()) {
        before.get().startAt(start.find(before.get(), budget));
        old.add(new Old(before.get(), false));
        return;
      }
    }
  }

  /**
   * An interrupted look leaves the file closed that it was reading.
   *
   * @return false where an old one is not found again
   */
  private boolean reopenOld(LineSink lines) throws IOException {
    boolean complete = true;
    for (Iterator<Old> each = old.iterator(); each.hasNext(); ) {
      Old file = each.next();
      Optional<OpenLog> again =
          file.log.isOpen() ? Optional.of(file.log) : directory.sameAs(file.log);
      if (again.isPresent()) {
        file.log = again.get();
      } else {
        each.remove();
        complete = false;
      }
    }
    if (!complete) {
      lines.gap();
    }
    return complete;
  }

  /**
   * @param now the file that has the name now
   * @return false where what was not read of the file before is lost
   */
  private boolean follow(OpenLog now, LineSink lines) throws IOException {
    if (!current.isSameAs(now)) {
      return followRenamed(now, lines);
    }
    now.takeOver(current);
    current.close();
    current = now;
    if (current.continues()) {
      return true;
    }
    Optional<OpenLog> copy = directory.sameAs(current);
    if (copy.isPresent()) {
      keep(new Old(copy.get(), true), lines);
    } else {
      lines.gap();
    }
    current.restart();
    return copy.isPresent();
  }

  private boolean followRenamed(OpenLog now, LineSink lines) throws IOException {
    Optional<OpenLog> renamed = current.isOpen() ? Optional.of(current) : directory.sameAs(current);
    List<OpenLog> passing = directory.putAsideSince(current, now);
    current = now;
    if (renamed.isPresent()) {
      keep(new Old(renamed.get(), false), lines);
    } else {
      lines.gap();
    }
    for (OpenLog log : passing) {
      keep(new Old(log, false), lines);
    }
    return renamed.isPresent();
  }

  private void keep(Old file, LineSink lines) throws IOException {
    old.add(file);
    if (old.size() > MOST_OLD) {
      old.removeFirst().log.close();
      lines.gap();
    }
  }

  private Progress drain(boolean truncated, boolean gone, LineSink lines) throws IOException {
    long pending = current.isOpen() ? current.pending() : 0;
    for (Old each : old) {
      pending += each.log.pending();
    }
    long excess = Math.max(0, pending - maxBytes);
    long left = excess;
    long bytes = 0;
    for (Iterator<Old> each = old.iterator(); each.hasNext(); ) {
      Old file = each.next();
      left -= skip(file.log, left, lines);
      long read = file.log.read(maxBytes, lines);
      bytes += read;
      if (file.isDone(read, current.isOpen() && current.size() > 0)) {
        file.log.readLastLine(lines);
        file.log.close();
        each.remove();
      }
    }
    if (current.isOpen()) {
      skip(current, left, lines);
      bytes += current.read(maxBytes, lines);
    }
    return new Progress(excess, truncated, gone, bytes);
  }

  private static long skip(OpenLog log, long bytes, LineSink lines) throws IOException {
    long skipped = Math.min(bytes, log.pending());
    if (skipped > 0) {
      log.skip(skipped);
      lines.gap();
    }
    return skipped;
  }

  @Override
  public void close() {
    old.forEach(each -> close(each.log));
    old.clear();
    if (current != null) {
      close(current);
    }
  }

  private static void close(OpenLog log) {
    try {
      log.close();
    } catch (IOException e) {
      // It was only read from.
    }
  }
}
