package io.fivewhys.notify;

import io.fivewhys.report.Printable;
import java.util.Collection;

/** Texts within bounds. */
public final class Texts {
  /** Of what another side says, in a reason. */
  static final int SHOWN_CHARS = 200;

  /** Looking for secrets needs the beginning of an answer only. */
  private static final int READ_CHARS = 4_000;

  /** A shorter one would take parts out of ordinary words, and is none. */
  private static final int SHORTEST_SECRET = 4;

  private Texts() {}

  /** One line without controls, at most so long. */
  public static String line(String text, int most) {
    return cut(Printable.line(text.length() > 4 * most ? text.substring(0, 4 * most) : text), most);
  }

  /** At most so many UTF-16 units, no character in halves; what is cut off shows as an ellipsis. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  /** The beginning of what another side said, which may say back what we sent. */
  public static String shown(String said, Collection<String> secrets) {
    String safe = said.length() <= READ_CHARS ? said : said.substring(0, READ_CHARS);
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST_SECRET) {
        safe = safe.replace(secret, "***");
      }
    }
    return line(safe, SHOWN_CHARS);
  }
}
