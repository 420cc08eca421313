package io.fivewhys.collect.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;

/** One file under whatever name it has by now, and how far it was read. */
final class OpenLog implements AutoCloseable {
  static final int LONGEST_LINE_BYTES = 64 << 10;
  private static final int BUFFER_BYTES = LONGEST_LINE_BYTES + (64 << 10);
  private static final int MARK_BYTES = 256;
  private static final int FEWEST_MARK_BYTES = 16;

  private final Object key;
  private FileChannel channel;
  private long offset;

  /** What stands before the offset, by which the file is known again. */
  private byte[] mark = {};

  /** The line at the offset is too long, or was begun before it: it ends with the next line end. */
  private boolean inLostLine;

  private OpenLog(Object key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  static OpenLog open(Path path) throws IOException {
    // The name may be given to another file just now.
    for (int attempt = 0; ; attempt++) {
      Object before = keyOf(path);
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      if (keyOf(path).equals(before)) {
        return new OpenLog(before, channel);
      }
      channel.close();
      if (attempt == 10) {
        throw new IOException(path + " is another file each time");
      }
    }
  }

  /** Tells one file from another on the same machine, whatever their names. */
  static Object keyOf(Path path) throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return Optional.ofNullable(key).orElse(path);
  }

  /** Both are the same file, whatever they hold. */
  boolean isSameAs(OpenLog other) {
    return key.equals(other.key);
  }

  /** An interrupted reader finds its file closed. */
  boolean isOpen() {
    return channel.isOpen();
  }

  long size() throws IOException {
    return channel.size();
  }

  /** How many bytes there are that were not read. */
  long pending() throws IOException {
    return Math.max(0, channel.size() - offset);
  }

  /** The content is the one that was read so far, and perhaps more. */
  boolean continues() throws IOException {
    return isContinuedIn(this);
  }

  /** The other holds all that was read so far; unknown where that is but a few bytes. */
  boolean isSurelyContinuedIn(OpenLog other) throws IOException {
    return mark.length >= FEWEST_MARK_BYTES && isContinuedIn(other);
  }

  /** Both begin with the same content, and with enough of it to tell. */
  boolean beginsLike(OpenLog other) throws IOException {
    byte[] beginning = bytes(0, MARK_BYTES);
    return beginning.length >= FEWEST_MARK_BYTES
        && Arrays.equals(beginning, other.bytes(0, beginning.length));
  }

  private boolean isContinuedIn(OpenLog other) throws IOException {
    return other.channel.size() >= offset
        && Arrays.equals(mark, other.bytes(offset - mark.length, mark.length));
  }

  /** Goes on where another handle or a copy of the same content was read to. */
  void takeOver(OpenLog same) {
    offset = same.offset;
    mark = same.mark;
    inLostLine = same.inLostLine;
  }

  void restart() {
    offset = 0;
    mark = new byte[0];
    inLostLine = false;
  }

  /** Begins with the first line that begins behind this place. */
  void startAt(long place) throws IOException {
    int length = (int) Math.min(MARK_BYTES, place);
    mark = bytes(place - length, length);
    offset = place;
    inLostLine = place > 0;
  }

  void skip(long bytes) throws IOException {
    startAt(offset + bytes);
  }

  /**
   * Hands over complete lines.
   *
   * @param most bytes that may be read
   * @return bytes that were read
   */
  long read(long most, LineSink lines) throws IOException {
    var buffer = ByteBuffer.allocate(BUFFER_BYTES);
    long begin = offset;
    long end = Math.min(channel.size(), begin + most);
    while (offset + buffer.position() < end) {
      int room = (int) Math.min(buffer.remaining(), end - offset - buffer.position());
      buffer.limit(buffer.position() + room);
      if (channel.read(buffer, offset + buffer.position()) <= 0) {
        break;
      }
      take(buffer, lines);
      buffer.limit(buffer.capacity());
    }
    return offset - begin;
  }

  /** Takes complete lines out of the buffer and moves the rest to its beginning. */
  private void take(ByteBuffer buffer, LineSink lines) {
    byte[] bytes = buffer.array();
    int filled = buffer.position();
    int begin = 0;
    for (int i = 0; i < filled; i++) {
      if (bytes[i] == '\n') {
        hand(bytes, begin, i, lines);
        begin = i + 1;
      }
    }
    boolean tooLong = filled - begin > LONGEST_LINE_BYTES;
    if (tooLong) {
      // A hole, as a truncated file has that its writer goes on with at the old place, is no line.
      inLostLine |= !isHole(bytes, begin, filled);
      begin = filled;
    }
    buffer.position(begin);
    buffer.limit(filled);
    moveOn(bytes, begin);
    buffer.compact();
  }

  private void hand(byte[] bytes, int begin, int end, LineSink lines) {
    if (inLostLine) {
      inLostLine = false;
      return;
    }
    int from = begin;
    while (from < end && bytes[from] == 0) {
      from++;
    }
    int to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
    if (to - from <= LONGEST_LINE_BYTES) {
      lines.line(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }
  }

  private static boolean isHole(byte[] bytes, int begin, int end) {
    for (int i = begin; i < end; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** The last line of a file that nobody writes to any more may lack its end. */
  void readLastLine(LineSink lines) throws IOException {
    long left = pending();
    if (left > 0 && left <= LONGEST_LINE_BYTES && !inLostLine) {
      byte[] rest = bytes(offset, (int) left);
      hand(rest, 0, rest.length, lines);
      moveOn(rest, rest.length);
    }
  }

  /** What was just read is now what stands before the offset. */
  private void moveOn(byte[] bytes, int length) {
    byte[] all = Arrays.copyOf(mark, mark.length + length);
    System.arraycopy(bytes, 0, all, mark.length, length);
    mark = Arrays.copyOfRange(all, Math.max(0, all.length - MARK_BYTES), all.length);
    offset += length;
  }

  /** Up to so many bytes from there. */
  byte[] bytes(long from, int length) throws IOException {
    var buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
      // until it is full or the file ends
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
