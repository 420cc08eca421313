package io.fivewhys.fact.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Characters of a stream that must be UTF-8 and may not be longer than allowed. Both parsers read
 * through it, because both let some broken UTF-8 pass. A byte order mark at the start is skipped.
 */
final class Utf8Reader extends Reader {
  private static final int BUFFER_BYTES = 8192;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final long maxBytes;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private final CharBuffer single = CharBuffer.allocate(2);
  private long readBytes;
  private boolean ended;
  private boolean started;
  private int line = 1;
  private int column = 1;

  Utf8Reader(InputStream in, long maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (length == 1) {
      return readSingle(target, offset);
    }
    return decodeInto(CharBuffer.wrap(target, offset, length));
  }

  /** A character outside the basic plane needs room for two. */
  private int readSingle(char[] target, int offset) throws IOException {
    if (single.position() == 0 && decodeInto(single) < 0) {
      return -1;
    }
    single.flip();
    target[offset] = single.get();
    single.compact();
    return 1;
  }

  /** Hands out what was right before it complains of what is broken, so that the place is exact. */
  private int decodeInto(CharBuffer out) throws IOException {
    int from = out.position();
    if (out != single && single.position() > 0) {
      out.put(single.flip());
      single.clear();
      return out.position() - from;
    }
    while (true) {
      CoderResult result = decoder.decode(bytes, out, ended);
      skipByteOrderMark(out, from);
      int chars = out.position() - from;
      if (chars > 0) {
        advance(out, from);
        return chars;
      }
      if (result.isError()) {
        throw Broken.at(
            line,
            column,
            "bytes that are no UTF-8 (%02x)".formatted(bytes.get(bytes.position())),
            "text in UTF-8");
      }
      if (ended) {
        return -1;
      }
      fill();
    }
  }

  private void skipByteOrderMark(CharBuffer out, int from) {
    if (!started && out.position() > from) {
      started = true;
      if (out.get(from) == BYTE_ORDER_MARK) {
        CharBuffer rest = out.duplicate().flip().position(from + 1);
        out.position(from);
        out.put(rest.toString());
      }
    }
  }

  private void fill() throws IOException {
    bytes.compact();
    long allowed = maxBytes - readBytes + 1;
    int count =
        in.read(bytes.array(), bytes.position(), (int) Math.min(bytes.remaining(), allowed));
    if (count < 0) {
      ended = true;
    } else {
      readBytes += count;
      bytes.position(bytes.position() + count);
    }
    bytes.flip();
    if (readBytes > maxBytes) {
      throw Broken.tooLarge("more than " + maxBytes + " bytes", "at most " + maxBytes + " bytes");
    }
  }

  private void advance(CharBuffer out, int from) {
    for (int i = from; i < out.position(); i++) {
      if (out.get(i) == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
  }

  /** The stream belongs to the caller. */
  @Override
  public void close() {}
}
