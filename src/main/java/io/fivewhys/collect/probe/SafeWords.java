package io.fivewhys.collect.probe;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes what others say fit to be shown. */
final class SafeWords {
  private static final int MOST_CHARS = 300;
  private static final int MOST_READ = 4_000;

  /** A shorter one would take parts out of ordinary words, and is none. */
  private static final int SHORTEST_SECRET = 4;

  private final List<String> secrets = new CopyOnWriteArrayList<>();

  /** From now on this text is shown as stars. */
  void conceal(String secret) {
    if (secret.length() >= SHORTEST_SECRET) {
      secrets.add(secret);
    }
  }

  /** On one line, at most {@value #MOST_CHARS} characters, without secrets. */
  String shown(String text) {
    String safe = String.valueOf(text);
    safe = safe.substring(0, Math.min(safe.length(), MOST_READ));
    for (String secret : secrets) {
      safe = safe.replace(secret, "***");
    }
    safe = safe.replaceAll("[\\p{Cntrl}\\p{Cf}\\s\\uFFFD]+", " ").strip();
    return safe.length() <= MOST_CHARS ? safe : safe.substring(0, MOST_CHARS) + "…";
  }

  /** {@code 3 s}, {@code 1.5 s}, {@code 250 ms}. */
  static String of(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis / 1_000.0 + " s";
  }
}
