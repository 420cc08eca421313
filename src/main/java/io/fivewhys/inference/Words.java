package io.fivewhys.inference;

import io.fivewhys.budget.Budget;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Numbers and lists as people read them; the same on every machine, whatever its locale. */
public final class Words {
  private static final String UNKNOWN = "unknown";

  private Words() {}

  /**
   * Fills each {} in turn; doubles get at most two digits behind the point, and of what may be
   * absent the value stands there, or "unknown".
   */
  public static String of(String template, Object... values) {
    StringBuilder text = new StringBuilder(template.length() + 32);
    int from = 0;
    for (Object value : values) {
      Budget.tick();
      int hole = template.indexOf("{}", from);
      if (hole < 0) {
        throw new IllegalArgumentException("more values than holes: " + template);
      }
      String shown = show(value);
      Budget.reserve(2L * (text.length() + shown.length()));
      text.append(template, from, hole).append(shown);
      from = hole + 2;
    }
    return text.append(template, from, template.length()).toString();
  }

  /** 0.6234 → "62 %", 0.0004 → "0.04 %". */
  public static String share(double ratio) {
    double percent = ratio * 100;
    if (percent == 0 || percent >= 9.95) {
      return Math.round(percent) + " %";
    }
    return trimmed(String.format(Locale.ROOT, percent >= 0.095 ? "%.1f" : "%.2f", percent)) + " %";
  }

  /** As {@link #share(double)}, or "an unknown share". */
  public static String share(OptionalDouble ratio) {
    return ratio.isPresent() ? share(ratio.getAsDouble()) : "an unknown share";
  }

  /** 1 → "1 line", 4102 → "4,102 lines". */
  public static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** 4102 → "4,102". */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Milliseconds as "850 ms" or "4.2 s"; "an unknown time" when absent. */
  public static String millis(OptionalDouble millis) {
    return millis.isPresent() ? millis(millis.getAsDouble()) : "an unknown time";
  }

  /** Milliseconds as "850 ms" or "4.2 s". */
  public static String millis(double millis) {
    return millis < 1000
        ? trimmed(String.format(Locale.ROOT, millis < 10 ? "%.1f" : "%.0f", millis)) + " ms"
        : trimmed(String.format(Locale.ROOT, "%.1f", millis / 1000)) + " s";
  }

  /** "4 minutes", "3 hours", "11 days". */
  public static String minutes(double minutes) {
    Duration duration = Duration.ofSeconds(Math.round(Math.abs(minutes) * 60));
    if (duration.toMinutes() < 1) {
      return "less than a minute";
    }
    if (duration.toMinutes() < 120) {
      return count(duration.toMinutes(), "minute");
    }
    return duration.toHours() < 48
        ? count(duration.toHours(), "hour")
        : count(duration.toDays(), "day");
  }

  /** Bytes as "1.5 GB", other units as they are. */
  public static String amount(double value, String unit) {
    if (unit.equals("bytes")) {
      String[] units = {"B", "kB", "MB", "GB", "TB"};
      int step = 0;
      double left = value;
      while (left >= 1000 && step < units.length - 1) {
        left /= 1000;
        step++;
      }
      return trimmed(String.format(Locale.ROOT, "%.1f", left)) + " " + units[step];
    }
    return show(value) + (unit.isEmpty() ? "" : " " + unit);
  }

  /** Different names in order: "a, b and c", at most five and how many more. */
  public static String list(Collection<String> names) {
    var sorted = new TreeSet<String>();
    for (String name : names) {
      Budget.tick();
      sorted.add(name);
    }
    int rest = sorted.size() - 5;
    var shown = sorted.stream().limit(rest > 1 ? 5 : 6).toList();
    if (rest > 1) {
      return String.join(", ", shown) + " and " + rest + " more";
    }
    return shown.size() < 2
        ? String.join("", shown)
        : String.join(", ", shown.subList(0, shown.size() - 1)) + " and " + shown.getLast();
  }

  private static String show(Object value) {
    return switch (value) {
      case Double number -> trimmed(String.format(Locale.ROOT, "%,.2f", number));
      case Long number -> number(number);
      case Integer number -> number(number);
      // Many fields may be absent; people read their value, or that there is none.
      case OptionalDouble maybe -> maybe.isPresent() ? show(maybe.getAsDouble()) : UNKNOWN;
      case OptionalLong maybe -> maybe.isPresent() ? show(maybe.getAsLong()) : UNKNOWN;
      case OptionalInt maybe -> maybe.isPresent() ? show(maybe.getAsInt()) : UNKNOWN;
      case Optional<?> maybe -> maybe.map(Words::show).orElse(UNKNOWN);
      case null -> "?";
      default -> value.toString();
    };
  }

  private static String trimmed(String number) {
    return number.contains(".") ? number.replaceAll("0+$", "").replaceAll("\\.$", "") : number;
  }
}
