package io.fivewhys.collect.kubernetes;

import java.util.Optional;

/** What somebody else said, made fit to be shown: one line, not too long. */
public final class Said {
  static final int MOST_CHARS = 1000;

  private Said() {}

  /** The text on one line, cut where it is longer than this. */
  public static String line(String text, int mostChars) {
    String cut = text.length() > 4 * mostChars ? text.substring(0, 4 * mostChars) : text;
    String line = cut.replaceAll("[\\p{Cntrl}\\s\\p{Cf}]+", " ").strip();
    return line.length() <= mostChars ? line : line.substring(0, mostChars - 1) + "…";
  }

  /** The text on one line; empty where nothing was said. */
  public static Optional<String> line(String text) {
    return Optional.ofNullable(text).map(it -> line(it, MOST_CHARS)).filter(it -> !it.isEmpty());
  }
}
