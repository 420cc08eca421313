package io.fivewhys.report;

import java.util.regex.Pattern;

/** Makes texts that came with a snapshot harmless where they are shown. */
public final class Printable {
  // Controls (escape sequences), formats (right-to-left overrides, zero-width signs), halves of
  // characters and private ones: none of them is needed to read a sentence.
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]");
  private static final Pattern SPACE = Pattern.compile("[\\s\\u0085\\p{Zl}\\p{Zp}]+");
  private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]|~#!]");

  private Printable() {}

  /** One line without anything that a terminal would obey. */
  public static String line(String text) {
    return UNSAFE.matcher(SPACE.matcher(text).replaceAll(" ")).replaceAll("").strip();
  }

  /**
   * A command, which may span lines. What cannot be shown becomes �, so that it is not run as if it
   * were something else.
   */
  public static String command(String text) {
    return UNSAFE
        .matcher(text.strip().replace("\r\n", "\n").replace("\n", "\u2028"))
        .replaceAll("�")
        .replace("\u2028", "\n");
  }

  /** One line that no renderer of Markdown takes for markup, a link, a tag or a mention. */
  public static String markdown(String text) {
    String escaped = MARKUP.matcher(line(text)).replaceAll("\\\\$0");
    return escaped
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "@\u200B");
  }

  /** A fenced block whose fence is longer than any inside. */
  static String fenced(String language, String text) {
    int longest =
        Pattern.compile("`+")
            .matcher(text)
            .results()
            .mapToInt(match -> match.group().length())
            .max()
            .orElse(0);
    String fence = "`".repeat(Math.max(3, longest + 1));
    return fence + language + "\n" + command(text) + "\n" + fence;
  }
}
