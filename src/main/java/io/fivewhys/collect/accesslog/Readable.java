package io.fivewhys.collect.accesslog;

/** Tells text from what only stands where text should. */
final class Readable {
  private static final int ONE_OF_CHARS = 10;

  private Readable() {}

  /** At most one character in ten is none that anybody writes. */
  static boolean is(String line) {
    int odd = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean control = c < ' ' && c != '\t' && c != '\u001b';
      odd += control || c == '\uFFFD' ? 1 : 0;
    }
    return odd * ONE_OF_CHARS <= line.length();
  }
}
