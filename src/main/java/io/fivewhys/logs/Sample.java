package io.fivewhys.logs;

/** A line as it is shown: short, and without the password of a URL. */
final class Sample {
  private static final int LONGEST = 300;

  private Sample() {}

  static String of(String line) {
    String text = line.strip();
    text = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      clean.append(c < ' ' || Character.isSurrogate(c) || c == '\uFFFD' ? ' ' : c);
    }
    return withoutPassword(clean.toString());
  }

  private static String withoutPassword(String text) {
    int scheme = text.indexOf("://");
    if (scheme < 0) {
      return text;
    }
    int at = text.indexOf('@', scheme);
    int end = scheme + 3;
    while (end < text.length() && " /\"'?".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return at > scheme && at < end
        ? text.substring(0, scheme + 3) + "…" + text.substring(at)
        : text;
  }
}
