package io.fivewhys.collect.kubernetes.logs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines of what comes in, as many as fit; what is longer than a line may be is cut. */
final class LogTail {
  /** Bytes; the contract would take four times as many. */
  private static final int LONGEST_LINE = 16 << 10;

  private final int mostLines;
  private final long mostBytes;
  private final Deque<byte[]> lines = new ArrayDeque<>();
  private final byte[] line = new byte[LONGEST_LINE];
  private int length;
  private boolean open;
  private boolean dropped;
  private long kept;
  private long read;
  private long linesRead;

  LogTail(int mostLines, long mostBytes) {
    this.mostLines = mostLines;
    this.mostBytes = mostBytes;
  }

  synchronized void add(ByteBuffer bytes) {
    read += bytes.remaining();
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        endLine();
      } else {
        open = true;
        if (length < LONGEST_LINE) {
          line[length++] = next;
        }
      }
    }
  }

  /** Bytes that came in. */
  synchronized long read() {
    return read;
  }

  /** Bytes of a line, as far as lines came in. */
  synchronized long bytesOfALine() {
    return read / Math.max(1, linesRead);
  }

  private void endLine() {
    linesRead++;
    byte[] ended = new byte[length];
    System.arraycopy(line, 0, ended, 0, length);
    lines.addLast(ended);
    kept += ended.length + 1L;
    length = 0;
    open = false;
    while (!lines.isEmpty() && (lines.size() > mostLines || kept > mostBytes)) {
      kept -= lines.removeFirst().length + 1L;
      dropped = true;
    }
  }

  /** Whether there may have been lines before those that were kept. */
  synchronized boolean isFull() {
    return dropped || lines.size() >= mostLines;
  }

  /** What was kept; a last line without its end is one too. */
  synchronized List<String> lines() {
    if (open) {
      endLine();
    }
    List<String> texts = new ArrayList<>(lines.size());
    lines.forEach(it -> texts.add(new String(it, StandardCharsets.UTF_8)));
    return texts;
  }
}
