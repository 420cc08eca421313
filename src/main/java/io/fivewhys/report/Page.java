package io.fivewhys.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lines of text that are wrapped between words to a width. */
final class Page {
  private static final int NARROWEST = 24;

  private final int width;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param width columns
   */
  Page(int width) {
    this.width = width;
  }

  /**
   * A paragraph.
   *
   * @param first stands before its first line
   * @param rest stands before the others, of the same width
   * @param words one line of text, already {@link Printable}
   * @param paint colours each line
   */
  Page paragraph(String first, String rest, String words, UnaryOperator<String> paint) {
    String lead = first;
    for (var line : wrap(words, Math.max(NARROWEST, width - columns(first)))) {
      text.append(lead).append(paint.apply(line)).append('\n');
      lead = rest;
    }
    return this;
  }

  Page paragraph(String first, String rest, String words) {
    return paragraph(first, rest, words, UnaryOperator.identity());
  }

  /** A line as it is, however long: something to copy, or already painted. */
  Page line(String line) {
    text.append(line).append('\n');
    return this;
  }

  Page blank() {
    return line("");
  }

  private static List<String> wrap(String words, int columns) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : words.split(" ")) {
      if (!line.isEmpty() && columns(line.toString()) + 1 + columns(word) > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static int columns(String text) {
    return text.codePointCount(0, text.length());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
