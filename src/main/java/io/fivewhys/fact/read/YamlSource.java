package io.fivewhys.fact.read;

import java.io.IOException;
import java.io.Reader;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.Constant;

/**
 * Characters for the YAML parser. The parser looks ahead to the end of every run of characters (a
 * word, a comment, blanks), and its own source copies all it has looked at for every thousand of
 * them: minutes for 32 MiB of blanks. This one doubles its room, and ends a run that is longer than
 * any text may be.
 */
final class YamlSource extends StreamReader {
  private static final int CHUNK_CHARS = 4096;
  private static final int[] NOTHING = {};

  private final Reader source;
  private final int maxRun;
  private final char[] chunk = new char[CHUNK_CHARS];

  /** Code points from {@code next} to {@code end} are yet to be taken. */
  private int[] window = new int[2 * CHUNK_CHARS];

  private int next;
  private int end;
  private char pendingHigh;
  private boolean ended;
  private int index;
  private int documentIndex;
  private int line;
  private int column;

  /**
   * @param maxRun how far the parser may look ahead, in code points
   */
  YamlSource(Reader source, int maxRun) {
    super("");
    this.source = source;
    this.maxRun = maxRun;
  }

  private boolean has(int ahead) {
    while (!ended && end - next <= ahead) {
      fill(ahead);
    }
    return end - next > ahead;
  }

  private void fill(int ahead) {
    try {
      if (ahead > maxRun) {
        throw Broken.at(
            line + 1, column + 1, "a run of more than " + maxRun + " characters", "a shorter one");
      }
      int count = source.read(chunk, 0, chunk.length);
      if (count < 0) {
        ended = true;
        return;
      }
      makeRoom(count);
      for (int i = 0; i < count; i++) {
        take(chunk[i]);
      }
    } catch (IOException e) {
      throw new YAMLException(e);
    }
  }

  private void makeRoom(int count) {
    if (end + count <= window.length) {
      return;
    }
    int kept = end - next;
    int[] roomy = kept + count > window.length / 2 ? new int[2 * window.length] : window;
    System.arraycopy(window, next, roomy, 0, kept);
    window = roomy;
    next = 0;
    end = kept;
  }

  private void take(char c) throws Broken {
    if (Character.isHighSurrogate(c)) {
      pendingHigh = c;
      return;
    }
    int point = Character.isLowSurrogate(c) ? Character.toCodePoint(pendingHigh, c) : c;
    if (!isPrintable(point)) {
      throw Broken.at(
          line + 1,
          column + 1,
          "the character U+%04X, which YAML excludes, at or after".formatted(point),
          "well-formed YAML");
    }
    window[end++] = point;
  }

  @Override
  public Mark getMark() {
    // Without the text around it, which would keep all that was read.
    return new Mark("", index, line, column, NOTHING, 0);
  }

  @Override
  public void forward() {
    forward(1);
  }

  @Override
  public void forward(int length) {
    for (int i = 0; i < length && has(0); i++) {
      int point = window[next++];
      index++;
      documentIndex++;
      boolean isBreak =
          Constant.LINEBR.has(point) || (point == '\r' && has(0) && window[next] != '\n');
      if (isBreak) {
        line++;
        column = 0;
      } else if (point != '\uFEFF') {
        column++;
      }
    }
  }

  @Override
  public int peek() {
    return peek(0);
  }

  /** The end of the document reads as 0. */
  @Override
  public int peek(int ahead) {
    return has(ahead) ? window[next + ahead] : 0;
  }

  @Override
  public String prefix(int length) {
    int count = has(length) ? length : Math.min(length, end - next);
    return new String(window, next, count);
  }

  /** The parser takes no line break this way. */
  @Override
  public String prefixForward(int length) {
    String taken = prefix(length);
    next = Math.min(next + length, end);
    index += length;
    documentIndex += length;
    column += length;
    return taken;
  }

  @Override
  public int getColumn() {
    return column;
  }

  @Override
  public int getDocumentIndex() {
    return documentIndex;
  }

  @Override
  public void resetDocumentIndex() {
    documentIndex = 0;
  }

  @Override
  public int getIndex() {
    return index;
  }

  @Override
  public int getLine() {
    return line;
  }
}
