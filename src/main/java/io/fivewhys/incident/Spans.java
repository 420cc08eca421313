package io.fivewhys.incident;

import java.time.Duration;

/** Spans of time for people: "5 minutes", "2 hours 10 minutes". */
public final class Spans {
  private Spans() {}

  public static String words(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 120) {
      return counted(seconds, "second");
    }
    long minutes = seconds / 60;
    if (minutes < 120) {
      return counted(minutes, "minute");
    }
    long hours = minutes / 60;
    long rest = minutes % 60;
    if (hours < 48) {
      return counted(hours, "hour") + (rest == 0 ? "" : " " + counted(rest, "minute"));
    }
    return counted(hours / 24, "day") + (hours % 24 == 0 ? "" : " " + counted(hours % 24, "hour"));
  }

  private static String counted(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
