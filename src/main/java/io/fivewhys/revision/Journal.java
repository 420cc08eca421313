package io.fivewhys.revision;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries in a file, one a line, only ever appended to. Who appends must hold the store's lock; who
 * reads need not, and does not see a line that is being written.
 */
final class Journal {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  /** Before it is larger, all but the youngest entries move to a file of their own. */
  static final long MOST_BYTES = 16L << 20;

  private final Path file;
  private final long mostBytes;

  Journal(Path file, long mostBytes) {
    this.file = file;
    this.mostBytes = mostBytes;
  }

  /** The oldest first; what cannot be read is left out. */
  List<JournalEntry> entries() throws IOException {
    List<JournalEntry> entries = new ArrayList<>();
    byte[] all = bytes();
    int from = 0;
    for (int at = 0; at < all.length; at++) {
      if (all[at] == '\n') {
        try {
          entries.add(RevisionJson.read(Arrays.copyOfRange(all, from, at), JournalEntry.class));
        } catch (IOException damaged) {
          LOG.debug("{}: the line at byte {} is passed over", file, from, damaged);
        }
        from = at + 1;
      }
    }
    return entries;
  }

  void append(JournalEntry entry) throws IOException {
    byte[] line = RevisionJson.line(entry);
    try (FileChannel channel =
        PrivateFiles.open(
            file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      PrivateFiles.write(channel, line);
      channel.force(false);
    }
  }

  /** What a crash left of a line is put aside, so that the next one begins at a beginning. */
  void repair() throws IOException {
    byte[] all = bytes();
    int end = all.length;
    while (end > 0 && all[end - 1] != '\n') {
      end--;
    }
    if (end < all.length) {
      Path aside = file.resolveSibling(file.getFileName() + ".torn");
      PrivateFiles.replace(aside, Arrays.copyOfRange(all, end, all.length));
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(end);
        channel.force(true);
      }
      LOG.warn(
          "{} ended in the middle of a line, as after a crash; its {} bytes are now in {}",
          file,
          all.length - end,
          aside);
    }
  }

  boolean isFull() throws IOException {
    return Files.exists(file) && Files.size(file) > mostBytes;
  }

  /**
   * Begins anew with the youngest entries, half of what it may hold; what was there becomes {@code
   * .old}, in place of an older.
   *
   * @param refusals most refusals that stay: anybody may cause them
   */
  void beginAnew(int refusals) throws IOException {
    ArrayDeque<byte[]> lines = new ArrayDeque<>();
    long bytes = 0;
    int refused = 0;
    for (JournalEntry entry : entries().reversed()) {
      if (entry instanceof JournalEntry.Refused && ++refused > refusals) {
        continue;
      }
      byte[] line = RevisionJson.line(entry);
      bytes += line.length;
      if (bytes > mostBytes / 2) {
        break;
      }
      lines.addFirst(line);
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    lines.forEach(content::writeBytes);
    Path old = file.resolveSibling(file.getFileName() + ".old");
    PrivateFiles.replace(old, bytes());
    PrivateFiles.replace(file, content.toByteArray());
  }

  private byte[] bytes() throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      return new byte[0];
    }
  }
}
