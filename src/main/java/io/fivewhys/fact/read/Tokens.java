package io.fivewhys.fact.read;

import java.io.IOException;

/** A document in pieces, whatever it is written in: what JSON sees, and no more. */
abstract class Tokens {
  /** A piece. */
  enum Token {
    START_OBJECT,
    END_OBJECT,
    START_ARRAY,
    END_ARRAY,
    KEY,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL,
    /** Nothing is left. */
    END
  }

  private final ReadLimits limits;
  private Token current = Token.END;
  private int depth;
  private long values;

  Tokens(ReadLimits limits) {
    this.limits = limits;
  }

  /**
   * @throws Broken when the document is not well formed or over a limit
   */
  protected abstract Token advance() throws IOException;

  /** The key, the text or the number as written, of the current piece. */
  protected abstract String rawText() throws IOException;

  /** Goes on to the next piece. */
  final Token next() throws IOException {
    current = advance();
    switch (current) {
      case START_OBJECT, START_ARRAY -> {
        depth++;
        countValue();
        if (depth > limits.maxDepth()) {
          throw new Broken(
              SnapshotRefused.Code.MALFORMED,
              "more than " + limits.maxDepth() + " nested objects and lists",
              "a snapshot, which nests 4");
        }
      }
      case END_OBJECT, END_ARRAY -> depth--;
      case STRING, NUMBER, TRUE, FALSE, NULL -> countValue();
      case KEY, END -> {}
    }
    return current;
  }

  private void countValue() throws Broken {
    values++;
    if (values > limits.maxValues()) {
      throw Broken.tooLarge(
          "more than " + limits.maxValues() + " values",
          "at most " + limits.maxValues() + " values in one snapshot");
    }
  }

  final Token current() {
    return current;
  }

  /**
   * The key, text or number as written; {@code true}, {@code false} or {@code null} otherwise.
   *
   * @throws Broken when it is over a limit or holds half a character
   */
  final String text() throws IOException {
    return switch (current) {
      case TRUE -> "true";
      case FALSE -> "false";
      case NULL -> "null";
      case KEY -> checked(rawText(), limits.maxKeyChars(), "a name");
      case STRING -> checked(rawText(), limits.maxStringChars(), "a text");
      case NUMBER -> checked(rawText(), limits.maxNumberChars(), "a number");
      case START_OBJECT, END_OBJECT, START_ARRAY, END_ARRAY, END ->
          throw new IllegalStateException(current + " has no text");
    };
  }

  private static String checked(String text, int maxChars, String what) throws Broken {
    if (text.length() > maxChars) {
      throw new Broken(
          SnapshotRefused.Code.MALFORMED,
          what + " of more than " + maxChars + " characters",
          "at most " + maxChars + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          throw new Broken(
              SnapshotRefused.Code.MALFORMED,
              what + " with half a character (a lone surrogate)",
              "Unicode text");
        }
        i++;
      }
    }
    return text;
  }
}
