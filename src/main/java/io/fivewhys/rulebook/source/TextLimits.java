package io.fivewhys.rulebook.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text must keep to before the parser sees it, so that no text can make the parser or the
 * compiler overflow, hang, or read something else than a person does.
 */
final class TextLimits {
  /** The largest shipped file has 9 KB; classes made of one file grow with it. */
  static final int MAX_BYTES = 256 * 1024;

  /** The longest shipped line has 354 characters. */
  static final int MAX_LINE_CHARS = 2_000;

  /** The deepest shipped one is 6; from some twenty on the parser takes minutes. */
  static final int MAX_DEPTH = 12;

  /**
   * The parser tries each bracket in several ways, and in each of them what is inside again: calls,
   * indexes, casts and type arguments double its work. This is the sum of those doublings, of which
   * a thousand took up to 30 ms. The most in a shipped file is far below.
   */
  static final int MAX_PARSER_WORK = 1 << 16;

  /** A lambda in a lambda's argument is typed anew for each way to read the outer one. */
  static final int MAX_LAMBDA_DEPTH = 4;

  /** Operators and dots in a row without one of , ; { }: each is a level in the compiler's tree. */
  static final int MAX_CHAIN = 400;

  /** Becomes part of generated texts, and so holds nothing that ends one. */
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,199}");

  /** Java decodes these everywhere, also in comments and texts, where no person would. */
  private static final Pattern UNICODE_ESCAPE = Pattern.compile("\\\\+u");

  /** Controls, and formats such as those that turn the direction of writing. */
  private static final Pattern UNSHOWN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}&&[^\\n\\r\\t]]");

  private TextLimits() {}

  /** The first thing wrong; what comes behind it need not be looked at. */
  static Optional<RuleProblem> problem(String path, String text) {
    if (!PATH.matcher(path).matches() || path.contains("..")) {
      return Optional.of(
          RuleProblem.of(
              Stage.PARSE,
              "",
              "a file of rules cannot have this name: "
                  + UNSHOWN.matcher(shortened(path)).replaceAll("?"),
              "use letters, digits, '.', '_', '-' and '/'"));
    }
    if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Optional.of(
          RuleProblem.of(
              Stage.PARSE,
              path,
              "the file is larger than " + MAX_BYTES / 1024 + " KB",
              "split it: a file holds the rules of one thing"));
    }
    return characters(path, text)
        .or(() -> lines(path, text))
        .or(() -> new Nesting(path, text).problem());
  }

  private static Optional<RuleProblem> characters(String path, String text) {
    Matcher escape = UNICODE_ESCAPE.matcher(text);
    if (escape.find()) {
      return Optional.of(
          at(
              path,
              text,
              escape.start(),
              "\\u is an escape that Java decodes anywhere, also where none is seen",
              "write the character itself"));
    }
    Matcher unshown = UNSHOWN.matcher(text);
    if (unshown.find()) {
      return Optional.of(
          at(
              path,
              text,
              unshown.start(),
              String.format(
                  "there is a character that is not shown: U+%04X",
                  text.codePointAt(unshown.start())),
              "remove it"));
    }
    return Optional.empty();
  }

  private static Optional<RuleProblem> lines(String path, String text) {
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      if (end - start > MAX_LINE_CHARS) {
        return Optional.of(
            at(
                path,
                text,
                start,
                "the line has more than " + MAX_LINE_CHARS + " characters",
                "break it"));
      }
      start = end + 1;
    }
    return Optional.empty();
  }

  static RuleProblem at(String path, String text, int index, String message, String advice) {
    int line = (int) text.substring(0, index).chars().filter(it -> it == '\n').count() + 1;
    int column = index - text.lastIndexOf('\n', Math.max(0, index - 1));
    List<String> lines = text.lines().toList();
    String shown = line <= lines.size() ? shortened(lines.get(line - 1).strip()) : "";
    return new RuleProblem(
        Stage.PARSE,
        path,
        "",
        line,
        index == 0 ? 1 : column,
        UNSHOWN.matcher(shown).replaceAll("?"),
        message,
        advice);
  }

  private static String shortened(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }
}
