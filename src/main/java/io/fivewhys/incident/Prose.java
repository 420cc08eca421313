package io.fivewhys.incident;

import java.nio.charset.StandardCharsets;

/** Texts that people write. */
public final class Prose {
  private Prose() {}

  /** Whether it says something, is not too long, and can be kept and shown everywhere. */
  public static boolean isFine(String text, int longest) {
    return !text.isBlank()
        && text.length() <= longest
        && text.chars().noneMatch(it -> Character.isISOControl(it) && it != '\n' && it != '\t')
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
