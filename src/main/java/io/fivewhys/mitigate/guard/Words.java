package io.fivewhys.mitigate.guard;

import java.time.Duration;

/** Quantities as people read them. */
final class Words {
  private Words() {}

  /** "1h 5m", "2m 30s", "40s". */
  static String time(Duration time) {
    long seconds = time.toSeconds();
    if (seconds >= 3_600) {
      long minutes = seconds % 3_600 / 60;
      return seconds / 3_600 + "h" + (minutes == 0 ? "" : " " + minutes + "m");
    }
    if (seconds >= 60) {
      return seconds / 60 + "m" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + "s");
    }
    return seconds + "s";
  }
}
